namespace Wva.Telemetry.Engines;

/// <summary>A mark by which a generation of the engine is known when nothing gives its version.</summary>
/// <param name="Version">What to call it, <c>&gt;=0.9.2</c> for example.</param>
/// <param name="Name">A name on the wire that appeared with it; null where the label or the bound decides.</param>
/// <param name="Label">A label of the engine's series that appeared with it; with a name, the label of that series.</param>
/// <param name="TtftBound">A bound of the time to first token that appeared with it, seconds; null where it does not decide.</param>
public sealed record Generation(string Version, string? Name = null, string? Label = null, double? TtftBound = null);
