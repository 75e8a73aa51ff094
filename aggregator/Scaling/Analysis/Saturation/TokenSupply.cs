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

    /// <summary>Of a variant whose pods serve; the target counts replicas, of one pod or of several (W10).</summary>
    public static TokenSupply Of(TokenVariant variant, TokenTally tally)
    {
        var pods = variant.Standing.Pods;
        return new TokenSupply(tally.Pods / pods.PodsPerReplica, variant.Standing.ToCome, tally.PerPod * pods.PodsPerReplica, tally.Source);
    }
}
