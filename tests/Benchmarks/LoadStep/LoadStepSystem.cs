using Wva.Local.Run;
using Wva.Simulation.Engines;
using Wva.Simulation.Serving;
using Wva.Testing;

namespace Wva.Benchmarks.LoadStep;

/// <summary>The published programs around one simulated engine, which is this process: two aggregators, of which one decides, and an agent, over TLS.</summary>
internal sealed class LoadStepSystem : IAsyncDisposable
{
    /// <summary>The one variant.</summary>
    public const string Variant = "stepped";

    /// <summary>Its most replicas.</summary>
    public const int MaxReplicas = 10;

    private const string Model = "demo/llama-3.1-8b";
    private const double Cost = 1;

    private static readonly TimeSpan ScaleInStabilization = TimeSpan.FromSeconds(15);

    private readonly RunFolder _folder = new(keep: null);
    private readonly List<AggregatorProcess> _aggregators = [];
    private ChildProcess? _agent;
    private SimulatedEngine? _engine;

    private LoadStepSystem()
    {
    }

    /// <summary>The engine.</summary>
    public SimulatedEngine Engine => _engine!;

    /// <summary>What is published.</summary>
    public string StatusFile => VariantFiles.Status(_folder.Variants, Variant);

    /// <summary>Starts all of it, the engine and its agent last.</summary>
    /// <param name="pageRead">Told of each page that the agent reads.</param>
    /// <param name="stop">Ends the starting.</param>
    /// <exception cref="InvalidOperationException">A program did not start; the message says which.</exception>
    public static async Task<LoadStepSystem> StartAsync(Action<EngineGauges> pageRead, CancellationToken stop)
    {
        var system = new LoadStepSystem();
        try
        {
            await system.BeginAsync(pageRead, stop);
            return system;
        }
        catch
        {
            await system.DisposeAsync();
            throw;
        }
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await (_agent?.DisposeAsync() ?? ValueTask.CompletedTask);
        foreach (var aggregator in _aggregators)
        {
            await aggregator.DisposeAsync();
        }

        await (_engine?.DisposeAsync() ?? ValueTask.CompletedTask);
        _folder.Dispose();
    }

    private async Task BeginAsync(Action<EngineGauges> pageRead, CancellationToken stop)
    {
        var certificates = LocalCertificates.Write(_folder.Path, TimeProvider.System);
        VariantFiles.WriteManifest(_folder.Variants, Variant, Model, Cost, min: 1, MaxReplicas, accelerator: null);
        VariantFiles.WritePolicy(_folder.Variants, ScaleInStabilization);
        foreach (var name in (string[])["aggregator-1", "aggregator-2"])
        {
            var aggregator = new AggregatorProcess(name, PublishedPrograms.Aggregator, _folder, certificates, TimeProvider.System);
            _aggregators.Add(aggregator);
            await aggregator.StartAsync(stop);
        }

        _engine = SimulatedEngine.Start(new SimulatedEngineOptions { Model = Model, Parameters = SteppedLoad.Engine, PageRead = pageRead }, TimeProvider.System);
        var aggregators = string.Join(',', _aggregators.Select(static aggregator => aggregator.Grpc));
        var arguments = AgentArguments.Of(aggregators, certificates.Authority, _engine.Url.ToString(), FreePort.Loopback(), Variant + "-0");
        _agent = await ChildProcess.StartAsync("agent", PublishedPrograms.Agent, arguments, _folder.File("agent.log"), TimeProvider.System);
    }
}
