namespace Wva.Local.Measure;

/// <summary>How long the decisions to scale out took: nearest rank, so that of few values it is an observed one.</summary>
/// <param name="P50Ms">Median, milliseconds, to a tenth; null where there was none.</param>
/// <param name="P99Ms">99th percentile, milliseconds.</param>
/// <param name="Missed">Decisions that were due and never came; no time of theirs is in the percentiles.</param>
internal readonly record struct DecisionTimes(double? P50Ms, double? P99Ms, int Missed)
{
    /// <summary>Sums times up.</summary>
    public static DecisionTimes Of(IEnumerable<TimeSpan> times, int missed)
    {
        var ordered = times.Order().ToArray();
        return new DecisionTimes(Rank(ordered, 0.50), Rank(ordered, 0.99), missed);
    }

    private static double? Rank(TimeSpan[] ordered, double share) =>
        ordered.Length == 0 ? null : Math.Round(ordered[(int)Math.Ceiling(share * ordered.Length) - 1].TotalMilliseconds, 1);
}
