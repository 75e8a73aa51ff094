using Wva.Contracts;

namespace Wva.Telemetry.Sampling;

/// <summary>One series of a gauge or counter on one page.</summary>
/// <param name="Field">The field that it fills.</param>
/// <param name="Preference">Place of its name among the field's names.</param>
/// <param name="Series">Hash of its labels: the same series twice is one series.</param>
/// <param name="Value">Its value as the field's value.</param>
/// <param name="Adds">It is a part of a sum: a counter, or a gauge in parts.</param>
internal readonly record struct ScalarReading(RowField Field, int Preference, ulong Series, double Value, bool Adds);
