namespace Wva.Kubernetes.Resources;

/// <summary>Which of several aggregators decides: whoever holds a lock file in local mode, a Lease in a cluster. All keep the fleet; one decides, writes and exports decisions.</summary>
public interface ILeadership
{
    /// <summary>What is known of it now; swapped whole.</summary>
    LeadershipState Current { get; }

    /// <summary>Completes as soon as <see cref="Current"/> is another one than <paramref name="seen"/>.</summary>
    Task WaitForChangeAsync(LeadershipState seen, CancellationToken cancellation);

    /// <summary>
    /// Whether this aggregator still decides in a term, asked right before each write: a process may have been stopped for minutes between a decision and its writing.
    /// A file says so itself; a Lease by the time left of it on the machine's own monotonic clock, less what a write may take. False brings <see cref="Current"/> up to date.
    /// </summary>
    /// <param name="epoch">The term that the decision was made in.</param>
    /// <param name="cancellation">Ends the asking.</param>
    /// <exception cref="IOException">It cannot be told: nothing may be written.</exception>
    ValueTask<bool> HoldsAsync(long epoch, CancellationToken cancellation);
}
