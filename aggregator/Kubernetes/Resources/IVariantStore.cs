using Wva.Scaling.Inputs;
using Wva.Scenarios;

namespace Wva.Kubernetes.Resources;

/// <summary>Where variants, their targets and the policy come from, and where statuses and the learned state go: a folder in local mode, the API server in a cluster.</summary>
public interface IVariantStore
{
    /// <summary>The newest view; swapped whole, never changed in place. <see cref="VariantView.Empty"/> until the store was first read.</summary>
    VariantView Current { get; }

    /// <summary>Completes as soon as <see cref="Current"/> is another one than <paramref name="seen"/>.</summary>
    Task WaitForChangeAsync(VariantView seen, CancellationToken cancellation);

    /// <summary>Brings <see cref="Current"/> up to date, statuses included, before a new term decides on it: another aggregator wrote them until now.</summary>
    /// <exception cref="IOException">It could not be read.</exception>
    Task ReadAgainAsync(CancellationToken cancellation);

    /// <summary>Writes the whole status of a variant.</summary>
    /// <param name="key">The variant.</param>
    /// <param name="status">Its status.</param>
    /// <param name="epoch">The term that it was decided in (<see cref="ILeadership"/>).</param>
    /// <param name="cancellation">Ends the writing.</param>
    /// <exception cref="IOException">It could not be written; the one before stands.</exception>
    /// <exception cref="LeadershipLostException">The term is over; the one before stands.</exception>
    Task PublishAsync(VariantKey key, VariantAutoscalingStatus status, long epoch, CancellationToken cancellation);

    /// <summary>Reads what the last leader remembered; null where there was none, or none that can be read (the store says so in its log).</summary>
    Task<StateFile?> LoadStateAsync(CancellationToken cancellation);

    /// <summary>Keeps what the leader remembers.</summary>
    /// <param name="state">What is to survive it.</param>
    /// <param name="epoch">The term that it was decided in (<see cref="ILeadership"/>).</param>
    /// <param name="cancellation">Ends the writing.</param>
    /// <exception cref="IOException">It could not be written; the one before stands.</exception>
    /// <exception cref="LeadershipLostException">The term is over; the one before stands.</exception>
    Task SaveStateAsync(StateFile state, long epoch, CancellationToken cancellation);
}
