namespace Wva.Aggregator.Cycle;

/// <summary>Takes what a cycle decided out into the world.</summary>
internal interface ICycleSink
{
    /// <summary>Remembers and publishes.</summary>
    /// <exception cref="IOException">What was learned could not be kept, so nothing was published; the next cycle decides again.</exception>
    Task PublishAsync(CycleOutcome outcome, CancellationToken cancellation);
}
