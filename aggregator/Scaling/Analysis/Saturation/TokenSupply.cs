namespace Wva.Scaling.Analysis.Saturation;

/// <summary>Replicas of a variant and what each holds, in tokens.</summary>
/// <param name="Serving">Replicas that serve.</param>
/// <param name="Coming">Replicas that are starting or granted.</param>
/// <param name="PerReplica">Capacity of one; 0 where unknown.</param>
/// <param name="Source">Where that comes from.</param>
internal readonly record struct TokenSupply(long Serving, long Coming, double PerReplica, string Source)
{
    /// <summary>Replicas that serve or will.</summary>
    public long Replicas => Serving + Coming;

    /// <summary>Whether replicas serve whose capacity nobody knows.</summary>
    public bool IsUnknown => Serving > 0 && PerReplica <= 0;

    /// <summary>The figures with such a demand.</summary>
    public CapacityTotals With(double demand) => new(demand, Serving * PerReplica, Replicas * PerReplica);

    /// <summary>Of a variant whose pods serve. The target counts replicas: where rows name each rank as a pod of its own, a replica is several of them (W10).</summary>
    public static TokenSupply Of(TokenVariant variant, TokenTally tally)
    {
        var standing = variant.Standing;
        var ready = Math.Max(0, (long)standing.Current - Math.Max(0, variant.Snapshot.Pending));
        var podsPerReplica = ready > 0 && !variant.Snapshot.Rollout && tally.Pods % ready == 0 ? Math.Max(1, tally.Pods / ready) : 1;
        var serving = tally.Pods / podsPerReplica;
        var coming = (long)standing.Pods.Starting + standing.Coming;
        if (podsPerReplica > 1)
        {
            coming = Math.Max(0, Math.Min(variant.Snapshot.Pending, standing.Current - serving));
        }

        return new TokenSupply(serving, coming, tally.PerPod * podsPerReplica, tally.Source);
    }
}
