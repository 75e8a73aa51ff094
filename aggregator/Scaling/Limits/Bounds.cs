namespace Wva.Scaling.Limits;

/// <summary>
/// Bounds as the optimisers over capacities keep them: min stops a fall and max stops a rise, and a count that lies outside of them already is moved
/// by nobody but the variant's own scaler. On 31 worked decisions without a known weakness a bound that moves a standing count gives another answer.
/// </summary>
internal static class Bounds
{
    /// <summary>A target between the bounds as far as it moved.</summary>
    /// <param name="from">Replicas there are.</param>
    /// <param name="to">Replicas that are wanted.</param>
    /// <param name="min">Fewest replicas.</param>
    /// <param name="max">Most replicas.</param>
    public static int OnTheMove(int from, int to, int min, int max)
        => to > from ? Math.Max(from, Math.Min(to, max))
        : to < from ? Math.Min(from, Math.Max(to, min))
        : to;
}
