using System.Collections.Immutable;

namespace Wva.Telemetry.Engines;

/// <summary>A label that a series must have.</summary>
/// <param name="Value">The label's value.</param>
/// <param name="Labels">The label's names, any of them.</param>
public sealed record LabelCondition(string Value, params ImmutableArray<string> Labels);
