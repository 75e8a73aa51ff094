using Wva.Aggregator.Ingest;
using Wva.Aggregator.Options;
using Wva.Fleet;
using Wva.Kubernetes.Resources;
using Wva.Scaling;
using Wva.Scaling.Inputs;

namespace Wva.Aggregator.Cycle;

/// <summary>One decision over everything: store -> fleet -> core -> sink. Knows no timer.</summary>
internal sealed class DecisionCycle(IVariantStore store, FleetGate fleet, ICycleSink sink, AggregatorOptions options, TimeProvider time)
{
    private LearnedState? _learned;

    /// <summary>Takes back what the last run remembered. Without it nothing is scaled in before a whole window has passed, and what was published stands.</summary>
    public async Task RestoreAsync(CancellationToken cancellation)
    {
        if (await store.LoadStateAsync(cancellation) is { } state)
        {
            fleet.Restore(state.Replicas.Select(StateConversions.ToKnown));
            _learned = state.Learned;
        }
        else
        {
            _learned = LearnedState.StartedAt(time.GetUtcNow());
        }
    }

    /// <summary>Decides once.</summary>
    /// <returns>Time of the snapshot decided on.</returns>
    public async Task<DateTimeOffset> RunAsync(CancellationToken cancellation)
    {
        var view = store.Current;
        var now = time.GetUtcNow();
        var before = Memories.Before(_learned ?? throw new InvalidOperationException("RestoreAsync comes first"), view, now);
        var inputs = new VariantInput[view.Variants.Length];
        for (var i = 0; i < inputs.Length; i++)
        {
            inputs[i] = new VariantInput(view.Variants[i].Spec, view.Variants[i].Target);
        }

        var reading = fleet.Read(inputs, view.Policy, now);

        // The period is the process's and not the file's: a longer one than the core expects would look like a restart before each cycle.
        var (plan, decided) = ScalingCore.Decide(reading.Fleet, view.Policy with { CyclePeriod = options.Cycle }, before);
        var learned = Memories.After(decided, before, view, now);
        await sink.PublishAsync(new CycleOutcome(view, reading, plan, learned), cancellation);

        // Only now: what could not be kept was not published, and must be decided again.
        _learned = learned;
        return plan.At;
    }
}
