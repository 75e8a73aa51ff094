using Microsoft.Extensions.Time.Testing;
using Wva.Aggregator.Publish;
using Wva.Aggregator.Tests.Fakes;
using Wva.Kubernetes.Resources;
using Wva.Scaling;
using Wva.Scaling.Decision;
using Wva.Scaling.Inputs;

namespace Wva.Aggregator.Tests.Publish;

public sealed class StatusWriterTests : IDisposable
{
    private static readonly VariantSpec Spec = new() { Key = new VariantKey("ns", "v"), ModelId = "m" };

    private readonly FakeTimeProvider _time = new(World.Noon);
    private readonly MemoryStore _store = new();
    private readonly LogLines _log = new();
    private readonly StatusWriter _writer;

    public StatusWriterTests() => _writer = new StatusWriter(_store, _time, new TestLogger<StatusWriter>(_log));

    public void Dispose() => _log.Dispose();

    [Fact]
    public async Task What_was_decided_before_a_long_pause_is_not_written_after_it()
    {
        await _writer.WriteAsync(Input(2), LeadershipFake.Epoch, CancellationToken.None);
        var decidedBefore = Input(1);
        _time.Advance(OldDecision.Limit + TimeSpan.FromMilliseconds(1));
        await Assert.ThrowsAsync<TimeoutException>(() => _writer.WriteAsync(decidedBefore, LeadershipFake.Epoch, CancellationToken.None));
        Assert.Equal(2, Assert.Single(_store.Published).DesiredOptimizedAlloc?.NumReplicas);
        await _writer.WriteAsync(Input(1), LeadershipFake.Epoch, CancellationToken.None);
        Assert.Equal(1, _store.Published[^1].DesiredOptimizedAlloc?.NumReplicas);
    }

    [Fact]
    public async Task A_new_term_goes_by_the_status_that_the_store_read_back_and_not_by_what_this_one_wrote_before()
    {
        await _writer.WriteAsync(Input(2), epoch: 1, CancellationToken.None);
        var written = _store.Published[^1];
        await _writer.WriteAsync(Input(3), epoch: 1, CancellationToken.None);

        // Another one went back to 2 meanwhile.
        var status = await _writer.WriteAsync(Input(3, written), epoch: 3, CancellationToken.None);
        Assert.Equal((2, 3), (status!.LastDecision!.From, status.LastDecision.To));
        Assert.Equal(3, _store.Published.Count);
    }

    private PublishInput Input(int target, VariantAutoscalingStatus? before = null) => new()
    {
        Stored = new StoredVariant
        {
            Resource = new VariantAutoscaling
            {
                Metadata = new ObjectMetadata { Name = "v", Namespace = "ns" },
                Spec = new VariantAutoscalingSpec { ModelId = "m", ScaleTargetRef = new ScaleTargetReference("Deployment", "v") },
                Status = before,
            },
            Spec = Spec,
        },
        Decision = new VariantDecision
        {
            Variant = new VariantSnapshot { Spec = Spec, Current = 2 },
            Target = target,
            Reasons = [new Reason("Holds", ReasonCodes.FirstPublication, "for the test")],
        },
        Now = _time.GetUtcNow(),
    };
}
