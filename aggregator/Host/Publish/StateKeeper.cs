using Wva.Aggregator.Cycle;
using Wva.Aggregator.Ingest;
using Wva.Kubernetes.Resources;
using Wva.Scaling.Inputs;

namespace Wva.Aggregator.Publish;

/// <summary>Keeps what was learned: before a changed value is published, and otherwise once a minute, so that a restart forgets nothing that anybody acted on.</summary>
internal sealed class StateKeeper(IVariantStore store, FleetGate fleet, TimeProvider time)
{
    /// <summary>Time between two writes that no decision asks for.</summary>
    public static readonly TimeSpan Period = TimeSpan.FromMinutes(1);

    private LearnedState? _kept;
    private DateTimeOffset _keptAt;
    private long? _epoch;

    /// <summary>Writes where it is due; always in the first cycle of a term.</summary>
    /// <exception cref="IOException">It could not be written: nothing may be published that is not kept.</exception>
    /// <exception cref="LeadershipLostException">The term is over.</exception>
    /// <exception cref="TimeoutException">It was decided too long ago.</exception>
    public async Task KeepAsync(CycleOutcome outcome, CancellationToken cancellation)
    {
        if (_epoch != outcome.Epoch || outcome.Plan.At - _keptAt >= Period || PublishesAnother(outcome.Learned))
        {
            OldDecision.Refuse(outcome.Plan.At, time);
            await store.SaveStateAsync(StateConversions.ToFile(outcome.Learned, fleet.Known(), outcome.Plan.At), outcome.Epoch, cancellation);
            (_kept, _keptAt, _epoch) = (outcome.Learned, outcome.Plan.At, outcome.Epoch);
        }
    }

    private bool PublishesAnother(LearnedState learned)
    {
        foreach (var (key, variant) in learned.Variants)
        {
            if (_kept!.Variants.GetValueOrDefault(key)?.Published != variant.Published)
            {
                return true;
            }
        }

        return false;
    }
}
