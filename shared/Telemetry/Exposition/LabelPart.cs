namespace Wva.Telemetry.Exposition;

/// <summary>Where one element between braces stands, quotes left out.</summary>
/// <param name="NameStart">First byte of the name.</param>
/// <param name="NameEnd">Behind its last byte.</param>
/// <param name="ValueStart">First byte of the value; 0 for a metric's name.</param>
/// <param name="ValueEnd">Behind its last byte.</param>
/// <param name="IsMetricName">A quoted string by itself: the metric's own name.</param>
internal readonly record struct LabelPart(int NameStart, int NameEnd, int ValueStart, int ValueEnd, bool IsMetricName);
