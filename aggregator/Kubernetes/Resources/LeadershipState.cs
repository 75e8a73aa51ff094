namespace Wva.Kubernetes.Resources;

/// <summary>Who decides, as far as this aggregator knows.</summary>
/// <param name="Epoch">The term in which this aggregator decides; null while another one does, or nobody.</param>
/// <param name="Leader">Who decides, this one included; null where nobody is known to.</param>
public sealed record LeadershipState(long? Epoch, Leader? Leader)
{
    /// <summary>Nothing is known yet.</summary>
    public static LeadershipState Unknown { get; } = new(null, null);

    /// <summary>Whether this aggregator decides.</summary>
    public bool IsLeader => Epoch is not null;
}
