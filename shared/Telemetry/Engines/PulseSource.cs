namespace Wva.Telemetry.Engines;

/// <summary>A counter that moves while the engine works, whatever it works at; it need not fill any field.</summary>
/// <param name="Name">Its name on the wire.</param>
/// <param name="When">Only series with this label count; null: all.</param>
public sealed record PulseSource(string Name, LabelCondition? When = null);
