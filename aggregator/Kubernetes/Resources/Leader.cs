namespace Wva.Kubernetes.Resources;

/// <summary>The aggregator that decides.</summary>
/// <param name="Identity">Its name, one a process.</param>
/// <param name="Epoch">Number of its term: one more with each hand-over.</param>
/// <param name="Since">When its term began.</param>
public sealed record Leader(string Identity, long Epoch, DateTimeOffset Since)
{
    /// <summary>Its process; null where it may run on another machine.</summary>
    public int? ProcessId { get; init; }

    /// <summary>Where it serves metrics and health; null until it listens.</summary>
    public string? Http { get; init; }
}
