using Microsoft.Extensions.Time.Testing;
using Wva.Aggregator.Cycle;
using Wva.Aggregator.Ingest;
using Wva.Aggregator.Options;
using Wva.Aggregator.Tests.Fakes;
using Wva.Contracts;
using Wva.Fleet;
using Wva.Kubernetes.Resources;
using Wva.Scaling.Inputs;

namespace Wva.Aggregator.Tests.Cycle;

public sealed class DecisionCycleTests
{
    private const int Pods = 3;

    private static readonly VariantSpec Spec = new() { Key = new VariantKey("ns", "v"), ModelId = "m", Max = 10 };

    private readonly FakeTimeProvider _time = new(World.Noon);
    private readonly MemoryStore _store = new() { Current = View() };
    private readonly SinkFake _sink = new();
    private readonly FleetGate _gate;
    private readonly ReplicaStream[] _streams;

    public DecisionCycleTests()
    {
        _gate = new FleetGate(new Doorbell(), _time);
        _streams = [.. Enumerable.Range(0, Pods).Select(i => _gate.Open(new ReplicaIdentity("ns", $"p{i}", $"uid-p{i}", "node")))];
    }

    [Theory]
    [InlineData(1)]
    [InlineData(10)]
    [InlineData(60)]
    public async Task A_fall_is_published_once_its_window_has_passed_however_long_the_period_is(int periodSeconds)
    {
        var cycle = await StartAsync(periodSeconds);
        await PlayAsync(cycle, seconds: periodSeconds, periodSeconds, kv: 0.6);
        Assert.Equal(3, Target);
        await PlayAsync(cycle, seconds: 60 + (3 * periodSeconds), periodSeconds, kv: 0.01);
        Assert.Equal(1, Target);
    }

    private int? Target => Assert.Single(_sink.Last!.Plan.Decisions).Target;

    private static VariantView View() => new(
        [
            new StoredVariant
            {
                Resource = new VariantAutoscaling
                {
                    Metadata = new ObjectMetadata { Name = "v", Namespace = "ns" },
                    Spec = new VariantAutoscalingSpec { ModelId = "m", ScaleTargetRef = new ScaleTargetReference("Deployment", "v") },
                },
                Spec = Spec,
                Target = new ScaleTarget { Replicas = Pods, Pods = [.. Enumerable.Range(0, Pods).Select(i => new TargetPod($"p{i}", $"uid-p{i}", "node", Ready: true, World.Noon, DeletedAt: null))] },
                TargetState = TargetState.Found,
            },
        ],
        new ScalingPolicy { ScaleInStabilization = TimeSpan.FromSeconds(30) },
        []);

    private async Task<DecisionCycle> StartAsync(int periodSeconds)
    {
        var cycle = new DecisionCycle(_store, _gate, _sink, new AggregatorOptions { Cycle = TimeSpan.FromSeconds(periodSeconds) }, _time);
        await cycle.TakeOverAsync(LeadershipFake.Epoch, TestContext.Current.CancellationToken);
        return cycle;
    }

    private async Task PlayAsync(DecisionCycle cycle, int seconds, int periodSeconds, double kv)
    {
        for (var i = 1; i <= seconds; i++)
        {
            _time.Advance(TimeSpan.FromSeconds(1));
            foreach (var stream in _streams)
            {
                var sample = new Sample { ScrapeAgeSeconds = 0 };
                var row = sample.AddRow("0");
                row.Set(RowField.KvCacheUsage, kv);
                row.Set(RowField.Waiting, 0);
                row.Set(RowField.Running, 1);
                _gate.Apply(stream, sample);
            }

            if (i % periodSeconds == 0)
            {
                await cycle.RunAsync(TestContext.Current.CancellationToken);
            }
        }
    }
}
