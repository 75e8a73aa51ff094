using Wva.Benchmarks.Measuring;
using Wva.Local.Run;
using Wva.Testing;

namespace Wva.Benchmarks.Connections;

/// <summary>The published aggregator in a process of its own, over a real variants folder, with a control socket in it.</summary>
internal sealed class AggregatorProcess : IAsyncDisposable
{
    private readonly RunFolder _folder;
    private readonly ChildProcess _process;

    private AggregatorProcess(RunFolder folder, ChildProcess process, Uri grpc, string authorityFile) =>
        (_folder, _process, Grpc, AuthorityFile) = (folder, process, grpc, authorityFile);

    /// <summary>Where agents report.</summary>
    public Uri Grpc { get; }

    /// <summary>Who signed its certificate.</summary>
    public string AuthorityFile { get; }

    /// <summary>Its process id.</summary>
    public int Id => _process.Id;

    /// <summary>What it has used.</summary>
    public ProcessUse Use => ProcessUse.Read(_process.Id);

    /// <summary>Starts it.</summary>
    /// <param name="setting">How.</param>
    /// <param name="model">Model of the one variant that it decides over.</param>
    /// <param name="stop">Ends the waiting.</param>
    /// <exception cref="InvalidOperationException">It did not start.</exception>
    public static async Task<AggregatorProcess> StartAsync(ConnectionSetting setting, string model, CancellationToken stop)
    {
#pragma warning disable CA2000 // the object returned owns it; where none is, the whole benchmark ends
        var folder = new RunFolder(keep: null);
#pragma warning restore CA2000
        new LocalVariant(model).Write(folder.Variants);
        var certificates = LocalCertificates.Write(folder.Path, TimeProvider.System);
        var announce = folder.File("addresses.json");
        string[] command =
        [
            .. setting.Environment,
            "DOTNET_STARTUP_HOOKS=" + typeof(AggregatorProcess).Assembly.Location,
            $"{CollectorControl.PathVariable}={folder.File("control")}",
            $"{KestrelTuning.Variable}={setting.Tuning}",
            PublishedPrograms.Aggregator,
            "--variants", folder.Variants, "--listen-grpc", "127.0.0.1:0", "--listen-http", "127.0.0.1:0",
            "--tls-certificate", certificates.Certificate, "--tls-key", certificates.Key, "--announce", announce,
        ];
        var process = await ChildProcess.StartAsync("aggregator", "/usr/bin/env", command, folder.File("aggregator.log"), TimeProvider.System);
        var addresses = await Announcement.WaitAsync(announce, process, TimeProvider.System, stop);
        return new AggregatorProcess(folder, process, new Uri(addresses.Grpc), certificates.Authority);
    }

    /// <summary>Collects all garbage in it.</summary>
    public Task<CollectorState> CollectAsync(CancellationToken stop) => CollectorControl.CollectAsync(_folder.File("control"), stop);

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _process.DisposeAsync();
        _folder.Dispose();
    }
}
