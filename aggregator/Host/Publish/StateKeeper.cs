using Wva.Aggregator.Cycle;
using Wva.Aggregator.Ingest;
using Wva.Kubernetes.Resources;
using Wva.Scaling.Inputs;

namespace Wva.Aggregator.Publish;

/// <summary>Keeps what was learned: before a changed value is published, and otherwise once a minute, so that a restart forgets nothing that anybody acted on.</summary>
internal sealed class StateKeeper(IVariantStore store, FleetGate fleet)
{
    /// <summary>Time between two writes that no decision asks for.</summary>
    public static readonly TimeSpan Period = TimeSpan.FromMinutes(1);

    private LearnedState? _kept;
    private DateTimeOffset _keptAt;

    /// <summary>Writes where it is due.</summary>
    /// <exception cref="IOException">It could not be written: nothing may be published that is not kept.</exception>
    public async Task KeepAsync(CycleOutcome outcome, CancellationToken cancellation)
    {
        if (_kept is null || outcome.Plan.At - _keptAt >= Period || PublishesAnother(outcome.Learned))
        {
            await KeepAsync(outcome.Learned, outcome.Plan.At, cancellation);
        }
    }

    /// <summary>Writes.</summary>
    /// <exception cref="IOException">It could not be written.</exception>
    public async Task KeepAsync(LearnedState learned, DateTimeOffset now, CancellationToken cancellation)
    {
        await store.SaveStateAsync(StateConversions.ToFile(learned, fleet.Known(), now), cancellation);
        (_kept, _keptAt) = (learned, now);
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
