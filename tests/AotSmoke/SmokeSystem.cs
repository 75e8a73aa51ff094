using System.Text.Json.Nodes;
using Wva.Local.Run;
using Wva.Local.Watch;
using Wva.Testing;

namespace Wva.AotSmoke.Tests;

/// <summary>Published aggregators over a folder of one variant, agents as a test starts them, and an outside watcher of the status.</summary>
internal sealed class SmokeSystem : IAsyncDisposable
{
    private readonly CancellationTokenSource _stop = new();
    private readonly Lock _lock = new();
    private readonly List<int> _published = [];
    private readonly LocalCertificates _certificates;
    private readonly Task _watching;

    private SmokeSystem(int aggregators)
    {
        _certificates = LocalCertificates.Write(Folder.Path, TimeProvider.System);
        Aggregators = [.. Enumerable.Range(0, aggregators).Select(i => new SmokeAggregator($"aggregator-{i}", Folder, _certificates))];
        new LocalVariant("made").Write(Folder.Variants);
        _watching = new StatusWatcher(LocalVariant.StatusFile(Folder.Variants), TimeProvider.System).WatchAsync(Note, _stop.Token);
    }

    public RunFolder Folder { get; } = new(keep: null);

    public string AuthorityFile => _certificates.Authority;

    public IReadOnlyList<SmokeAggregator> Aggregators { get; }

    public Announcement Addresses => Aggregators[0].Addresses;

    /// <summary>Who decides, by the folder; null where nobody does yet.</summary>
    public string? Leader
    {
        get
        {
            var file = Path.Combine(Folder.Variants, ".wva-leader.json");
            return File.Exists(file) ? (string?)JsonNode.Parse(File.ReadAllText(file))!["identity"] : null;
        }
    }

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

    /// <summary>Starts the aggregators, one after the other: the first decides.</summary>
    public static async Task<SmokeSystem> StartAsync(int aggregators = 1)
    {
        var system = new SmokeSystem(aggregators);
        foreach (var aggregator in system.Aggregators)
        {
            await aggregator.StartAsync();
        }

        return system;
    }

    /// <summary>The outside player: so many pods, ready for long; the agents' UIDs are theirs.</summary>
    public void WriteTarget(int replicas)
    {
        var temporary = Folder.File("target");
        var pods = string.Concat(Enumerable.Range(0, replicas).Select(i => $"- name: v-{i}\n  uid: uid-v-{i}\n  ready: true\n"));
        File.WriteAllText(temporary, $"replicas: {replicas}\npods:\n{pods}");
        File.Move(temporary, VariantFiles.Target(Folder.Variants, LocalVariant.Name), overwrite: true);
    }

    /// <summary>Starts an agent beside an engine; the same name is the same pod.</summary>
    public Task<ChildProcess> StartAgentAsync(string pod, MadeEngine engine) =>
        ChildProcess.StartAsync(pod, PublishedPrograms.Agent, CommandOf(pod, engine.Url, AuthorityFile), Folder.File(pod + ".log"), TimeProvider.System);

    /// <summary>The agent's arguments; the authority's file as the agent sees it.</summary>
    public string[] CommandOf(string pod, Uri engine, string authorityFile, string? aggregators = null) =>
        AgentArguments.Of(aggregators ?? string.Join(',', Aggregators.Select(aggregator => aggregator.Addresses.Grpc)), authorityFile, engine.ToString(), "127.0.0.1:0", pod, "--pod-uid", "uid-" + pod);

    /// <summary>Waits until a value is published.</summary>
    public Task WaitForAsync(int replicas, TimeSpan patience) => Eventually.TrueAsync(
        $"{replicas} replicas published", patience, () => Published is [.., var last] && last == replicas, TestContext.Current.CancellationToken);

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
#pragma warning disable VSTHRD003 // started by the constructor; no synchronisation context to deadlock on
        await _watching;
#pragma warning restore VSTHRD003
        foreach (var aggregator in Aggregators)
        {
            await aggregator.DisposeAsync();
        }

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
