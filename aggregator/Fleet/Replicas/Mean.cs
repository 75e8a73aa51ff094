namespace Wva.Fleet.Replicas;

/// <summary>A sum over a count; both stay apart, so that means of several replicas weigh what was observed.</summary>
/// <param name="Sum">The sum; null where unknown.</param>
/// <param name="Count">The count; null where unknown.</param>
internal readonly record struct Mean(double? Sum, double? Count)
{
    /// <summary>Below this a count is what rounding left of none.</summary>
    private const double LeastCount = 1e-6;

    /// <summary>The mean; null where unknown, and where nothing was counted.</summary>
    public double? Value => Count > LeastCount ? Sum / Count : null;

    /// <summary>Both together; an unknown part adds nothing.</summary>
    public Mean With(Mean part) =>
        part.Sum is null || part.Count is null ? this : new Mean((Sum ?? 0) + part.Sum, (Count ?? 0) + part.Count);
}
