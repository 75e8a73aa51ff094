namespace Wva.Local.Measure;

/// <summary>Nearest rank: of few values, an observed one rather than one in between.</summary>
internal static class Percentiles
{
    /// <summary>A percentile in milliseconds, to a tenth; null of no times.</summary>
    /// <param name="times">The times, in any order.</param>
    /// <param name="share">0 to 1.</param>
    public static double? Milliseconds(IEnumerable<TimeSpan> times, double share)
    {
        var ordered = times.Order().ToArray();
        return ordered.Length == 0 ? null : Math.Round(ordered[(int)Math.Ceiling(share * ordered.Length) - 1].TotalMilliseconds, 1);
    }
}
