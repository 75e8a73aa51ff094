using System.Net;
using Wva.Simulation.Recordings;

namespace Wva.Local.Run;

/// <summary>Everything that runs: the aggregator, a recorded engine, the agent beside it. Disposing it leaves no process behind.</summary>
internal sealed class LocalSystem : IAsyncDisposable
{
    private readonly RunFolder _folder;
    private readonly ChildProcess _aggregator;
    private readonly ChildProcess _agent;

    private LocalSystem(RunFolder folder, ChildProcess aggregator, Announcement addresses, RecordedEngine engine, ChildProcess agent, IPEndPoint agentHealth)
    {
        _folder = folder;
        _aggregator = aggregator;
        _agent = agent;
        Addresses = addresses;
        Engine = engine;
        AgentMetrics = new Uri($"http://{agentHealth}/metrics");
    }

    /// <summary>The engine that is played; its elapsed time is the run's.</summary>
    public RecordedEngine Engine { get; }

    /// <summary>Where the aggregator listens.</summary>
    public Announcement Addresses { get; }

    /// <summary>The aggregator's own metrics.</summary>
    public Uri AggregatorMetrics => new(Addresses.Http + "/metrics");

    /// <summary>The agent's own metrics.</summary>
    public Uri AgentMetrics { get; }

    /// <summary>The variants folder.</summary>
    public string Variants => _folder.Variants;

    /// <summary>Starts all: the aggregator first, then the engine, whose time begins then, and the agent with it.</summary>
    /// <exception cref="InvalidOperationException">A process did not start, or ended at once.</exception>
    public static async Task<LocalSystem> StartAsync(UpOptions options, RunFolder folder, RecordingPlayer player, TimeProvider time, CancellationToken stop)
    {
        ChildProcess? aggregator = null;
        RecordedEngine? engine = null;
        try
        {
            var certificates = LocalCertificates.Write(folder.Path, time);
            var announce = folder.File("addresses.json");
            File.Delete(announce); // of an earlier run in a folder that was kept
            aggregator = await ChildProcess.StartAsync("aggregator", options.Aggregator, AggregatorArguments(folder, certificates, announce), folder.File("aggregator.log"), time);
            var addresses = await Announcement.WaitAsync(announce, aggregator, time, stop);
            var health = new IPEndPoint(IPAddress.Loopback, FreePort.Next()); // the agent says nowhere which port it took
            engine = RecordedEngine.Start(player, time);
            var agent = await ChildProcess.StartAsync("agent", options.Agent, AgentArguments(certificates, addresses, engine, health), folder.File("agent.log"), time);
            return new LocalSystem(folder, aggregator, addresses, engine, agent, health);
        }
        catch
        {
            await (engine?.DisposeAsync() ?? ValueTask.CompletedTask);
            await (aggregator?.DisposeAsync() ?? ValueTask.CompletedTask);
            throw;
        }
    }

    /// <summary>Waits until a process has ended, which none should.</summary>
    public Task WaitForBreakAsync() => Task.WhenAny(_aggregator.WaitForEndAsync(), _agent.WaitForEndAsync());

    /// <summary>Which process has ended, and its last words; null where none has.</summary>
    public string? Failure =>
        _agent.HasEnded ? ChildFailure.Of(_agent)
        : _aggregator.HasEnded ? ChildFailure.Of(_aggregator)
        : null;

    public async ValueTask DisposeAsync()
    {
        await _agent.DisposeAsync();
        await _aggregator.DisposeAsync();
        await Engine.DisposeAsync();
    }

    private static string[] AggregatorArguments(RunFolder folder, LocalCertificates certificates, string announce) =>
    [
        "--store", "directory", "--variants", folder.Variants,
        "--listen-grpc", "127.0.0.1:0", "--listen-http", "127.0.0.1:0",
        "--tls-certificate", certificates.Certificate, "--tls-key", certificates.Key,
        "--announce", announce,
    ];

    private static string[] AgentArguments(LocalCertificates certificates, Announcement addresses, RecordedEngine engine, IPEndPoint health) =>
    [
        "--aggregator", addresses.Grpc, "--aggregator-ca", certificates.Authority,
        "--engine", engine.Url.ToString(), "--listen", health.ToString(), "--pod-name", LocalVariant.Name + "-0",
    ];
}
