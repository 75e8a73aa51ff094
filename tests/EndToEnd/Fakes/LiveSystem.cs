using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using Wva.Agent.Options;
using Wva.Aggregator.Ingest;
using Wva.Aggregator.Tests.Fakes;
using Wva.Fleet;
using Wva.Kubernetes.Resources;
using Wva.Scaling.Inputs;
using Wva.Testing;

namespace Wva.EndToEnd.Tests.Fakes;

/// <summary>
/// A folder with one variant, the real aggregator over it, real agents beside their engines, all on sockets and TLS; only time is made up.
/// It moves in steps, and a step is over when every agent has read its engine and the aggregator has decided.
/// </summary>
internal sealed class LiveSystem : IAsyncDisposable
{
    public const string Variant = "v";

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan Poll = TimeSpan.FromMilliseconds(1);
    private static readonly TimeSpan LongPoll = TimeSpan.FromMilliseconds(10);
    private static readonly TimeSpan Grace = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan Creep = TimeSpan.FromMilliseconds(5);

    private readonly Dictionary<string, LiveAgent> _agents = new(StringComparer.Ordinal);
    private readonly List<IAsyncDisposable> _dead = [];
    private AggregatorUnderTest? _aggregator;
    private FakeTimeProvider? _aggregatorClock;

    public Clocks Clocks { get; } = new();

    public VariantFolderFake Folder { get; } = new();

    public TestCertificates Certificates { get; } = new();

    public AggregatorUnderTest Aggregator => _aggregator ?? throw new InvalidOperationException("no aggregator runs");

    public IReadOnlyDictionary<string, LiveAgent> Agents => _agents;

    /// <summary>The published value; null where there is none.</summary>
    public int? Desired => Folder.Desired(Variant);

    public double RequestsCounted => Fleet.RequestsCounted;

    private FleetGate Fleet => Aggregator.Services.GetRequiredService<FleetGate>();

    public async Task StartAggregatorAsync()
    {
        _aggregatorClock = Clocks.Start();
        _aggregator = await AggregatorUnderTest.StartAsync(Folder, Certificates, _aggregatorClock);
        foreach (var agent in _agents.Values)
        {
            agent.Cable.Plug(_aggregator.Grpc.Port);
        }
    }

    /// <summary>What kill -9 leaves: broken connections, and nothing more is written, said or answered.</summary>
    public void KillAggregator()
    {
        _dead.Add(Aggregator);
        Clocks.Stop(_aggregatorClock!);
        Aggregator.FreeLock();
        _aggregator = null;
        foreach (var agent in _agents.Values)
        {
            agent.Cable.Cut();
        }
    }

    public async Task<LiveAgent> StartAgentAsync(string pod, Uri engine, Action<AgentOptions>? set = null)
    {
        var agent = new LiveAgent(pod, Clocks.Start());
        _agents.Add(pod, agent);
        if (_aggregator is not null)
        {
            agent.Cable.Plug(_aggregator.Grpc.Port);
        }

        await agent.StartAsync(Certificates.CaFile, options =>
        {
            options.EngineUrls = [engine];
            set?.Invoke(options);
        });
        return agent;
    }

    /// <summary>What kill -9 leaves of an agent.</summary>
    public void KillAgent(string pod)
    {
        _agents.Remove(pod, out var agent);
        Clocks.Stop(agent!.Clock);
        agent.Cable.Cut();
        _dead.Add(agent);
    }

    /// <summary>The variant as the real ledger shows it to the core now.</summary>
    public VariantSnapshot Snapshot()
    {
        var view = Aggregator.Services.GetRequiredService<IVariantStore>().Current;
        var inputs = view.Variants.Select(stored => new VariantInput(stored.Spec, stored.Target)).ToArray();
        return Fleet.Read(inputs, view.Policy, _aggregatorClock!.GetUtcNow()).Fleet.Models.Single().Variants.Single();
    }

    /// <summary>Lets time pass, at least a sampling period, until all that follows from it is done.</summary>
    public async Task StepAsync(TimeSpan step, Func<bool>? and = null, Func<string>? what = null)
    {
        Clocks.Advance(step);
        var scrapes = _agents.Values.Select(agent => (Agent: agent, Since: agent.Clock.GetTimestamp())).ToArray();
        await UntilAsync(
            () => scrapes.All(scrape => scrape.Agent.HasScrapedSince(scrape.Since)) && HasDecided() && (and is null || and()),
            () => what?.Invoke() ?? "every agent has read its engine, and the aggregator has decided",
            Creep);
    }

    /// <summary>Lets time pass, step by step, until something is so.</summary>
    /// <param name="step">Length of a step.</param>
    /// <param name="atMost">It must be so by then.</param>
    /// <param name="condition">What is waited for.</param>
    /// <param name="eachStep">What each step waits for besides; null for nothing.</param>
    /// <returns>How long it took, on the clocks.</returns>
    public async Task<TimeSpan> PlayUntilAsync(TimeSpan step, TimeSpan atMost, Func<bool> condition, Func<bool>? eachStep = null)
    {
        var began = Clocks.Now;
        while (!condition())
        {
            Assert.True(Clocks.Now - began < atMost, $"not within {atMost}; {Folder.Status(Variant)?.LastDecision}\n{Logs()}");
            await StepAsync(step, eachStep);
        }

        return Clocks.Now - began;
    }

    /// <summary>Waits until every agent has its stream: connections take real time, the pauses between two tries take made-up time.</summary>
    public Task ConnectAsync() => UntilAsync(() => Aggregator.Ingest.OpenStreams == _agents.Count, () => "every agent has a stream", 20 * Creep);

    public async ValueTask DisposeAsync()
    {
        foreach (var agent in _agents.Values)
        {
            await agent.DisposeAsync();
        }

        foreach (var dead in _dead)
        {
            await dead.DisposeAsync();
        }

        if (_aggregator is not null)
        {
            await _aggregator.DisposeAsync();
        }

        Folder.Dispose();
        Certificates.Dispose();
    }

    private bool HasDecided() => _aggregator is null || _aggregator.Cycles.LastAt > _aggregatorClock!.GetUtcNow() - TimeSpan.FromSeconds(1);

    /// <summary>Waits for sockets and threads. Where that takes long, a timer was set just after time had moved on, and time creeps on until it rings.</summary>
    private async Task UntilAsync(Func<bool> condition, Func<string> what, TimeSpan creep)
    {
        var began = TimeProvider.System.GetTimestamp();
        while (!condition())
        {
            var waited = TimeProvider.System.GetElapsedTime(began);
            if (waited > Patience)
            {
                Assert.Fail($"waited in vain at {Clocks.Now:T} until {what()}\n{Logs()}");
            }

            if (waited > Grace)
            {
                Clocks.Advance(creep);
            }

            await Task.Delay(waited > Grace ? LongPoll : Poll, TimeProvider.System, TestContext.Current.CancellationToken);
        }
    }

    private string Logs() => string.Join('\n', _agents.Values.SelectMany(agent => agent.Log.Select(line => $"{agent.Pod}: {line}")).Concat(_aggregator?.Log.Lines ?? []));
}
