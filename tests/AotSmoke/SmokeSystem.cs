using Wva.Local.Run;
using Wva.Local.Watch;
using Wva.Testing;

namespace Wva.AotSmoke.Tests;

/// <summary>The published aggregator over a folder of one variant, agents as a test starts them, and an outside watcher of the status.</summary>
internal sealed class SmokeSystem : IAsyncDisposable
{
    private readonly CancellationTokenSource _stop = new();
    private readonly Lock _lock = new();
    private readonly List<int> _published = [];
    private readonly LocalCertificates _certificates;
    private readonly Task _watching;
    private ChildProcess? _aggregator;
    private Announcement? _addresses;

    private SmokeSystem()
    {
        _certificates = LocalCertificates.Write(Folder.Path, TimeProvider.System);
        new LocalVariant("made").Write(Folder.Variants);
        _watching = new StatusWatcher(LocalVariant.StatusFile(Folder.Variants), TimeProvider.System).WatchAsync(Note, _stop.Token);
    }

    public RunFolder Folder { get; } = new(keep: null);

    public string AuthorityFile => _certificates.Authority;

    public Announcement Addresses => _addresses!;

    /// <summary>All published values that were seen, each state of the file one.</summary>
    public IReadOnlyList<int> Published
    {
        get
        {
            lock (_lock)
            {
                return [.. _published];
            }
        }
    }

    public static async Task<SmokeSystem> StartAsync()
    {
        var system = new SmokeSystem();
        await system.StartAggregatorAsync();
        return system;
    }

    /// <summary>Starts it, or starts it again on the port it had, where the agents look for it.</summary>
    public async Task StartAggregatorAsync()
    {
        var announce = Folder.File("addresses.json");
        File.Delete(announce);
        string[] arguments =
        [
            "--store", "directory", "--variants", Folder.Variants, "--announce", announce,
            "--listen-grpc", _addresses is null ? "127.0.0.1:0" : new Uri(_addresses.Grpc).Authority, "--listen-http", "127.0.0.1:0",
            "--tls-certificate", _certificates.Certificate, "--tls-key", _certificates.Key,
        ];
        _aggregator = await ChildProcess.StartAsync("aggregator", PublishedPrograms.Aggregator, arguments, Folder.File("aggregator.log"), TimeProvider.System);
        _addresses = await Announcement.WaitAsync(announce, _aggregator, TimeProvider.System, TestContext.Current.CancellationToken);
    }

    /// <summary>kill -9.</summary>
    public async Task KillAggregatorAsync()
    {
        _aggregator!.Kill();
        await _aggregator.DisposeAsync();
        _aggregator = null;
    }

    /// <summary>Starts an agent beside an engine; the same name is the same pod.</summary>
    public Task<ChildProcess> StartAgentAsync(string pod, MadeEngine engine) =>
        ChildProcess.StartAsync(pod, PublishedPrograms.Agent, AgentArguments(pod, engine.Url, AuthorityFile), Folder.File(pod + ".log"), TimeProvider.System);

    /// <summary>The agent's arguments; the authority's file as the agent sees it.</summary>
    public string[] AgentArguments(string pod, Uri engine, string authorityFile, string? aggregators = null) =>
    [
        "--aggregator", aggregators ?? Addresses.Grpc, "--aggregator-ca", authorityFile, "--engine", engine.ToString(),
        "--listen", "127.0.0.1:0", "--pod-name", pod, "--pod-uid", "uid-" + pod,
    ];

    /// <summary>Waits until a value is published.</summary>
    public Task WaitForAsync(int replicas, TimeSpan patience) => Eventually.TrueAsync(
        $"{replicas} replicas published", patience, () => Published is [.., var last] && last == replicas, TestContext.Current.CancellationToken);

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
#pragma warning disable VSTHRD003 // started by the constructor; no synchronisation context to deadlock on
        await _watching;
#pragma warning restore VSTHRD003
        await (_aggregator?.DisposeAsync() ?? ValueTask.CompletedTask);
        Folder.Dispose();
        _stop.Dispose();
    }

    private void Note(PublishedStatus status)
    {
        lock (_lock)
        {
            if (status.Replicas is { } replicas)
            {
                _published.Add(replicas);
            }
        }
    }
}
