namespace Wva.Telemetry.Exposition;

/// <summary>One label of a sample that is written.</summary>
/// <param name="Name">Its name, <c>[A-Za-z_][A-Za-z0-9_]*</c>.</param>
/// <param name="Value">Its value, unescaped.</param>
public readonly record struct MetricLabel(string Name, string Value);
