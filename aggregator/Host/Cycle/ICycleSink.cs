using Wva.Aggregator.Ingest;
using Wva.Kubernetes.Resources;

namespace Wva.Aggregator.Cycle;

/// <summary>Takes what a cycle decided out into the world.</summary>
internal interface ICycleSink
{
    /// <summary>Remembers and publishes.</summary>
    /// <exception cref="IOException">What was learned could not be kept, so nothing was published; the next cycle decides again.</exception>
    /// <exception cref="LeadershipLostException">Another aggregator decides by now, so nothing more was published.</exception>
    /// <exception cref="TimeoutException">It was decided too long ago, so nothing more was published; the next cycle decides again.</exception>
    Task PublishAsync(CycleOutcome outcome, CancellationToken cancellation);

    /// <summary>Shows, where another aggregator decides, what this one sees of the fleet and what stands published.</summary>
    void Show(VariantView view, FleetReading reading);
}
