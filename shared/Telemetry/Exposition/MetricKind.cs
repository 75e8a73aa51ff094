namespace Wva.Telemetry.Exposition;

/// <summary>The kinds of a metric family that we write.</summary>
public enum MetricKind
{
    /// <summary>A value that may rise and fall.</summary>
    Gauge = 0,

    /// <summary>A value that only rises; its name ends in <c>_total</c>.</summary>
    Counter = 1,

    /// <summary>Counts of observations by upper bound, with their sum.</summary>
    Histogram = 2,
}
