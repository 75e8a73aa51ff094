namespace Wva.Local.Measure;

/// <summary>A published value, as an outside watcher saw it.</summary>
/// <param name="At">When it was seen, since the start.</param>
/// <param name="Variant">Whose.</param>
/// <param name="From">The value before; null for the first publication, which is no decision.</param>
/// <param name="To">The value.</param>
/// <param name="Reason">Its reason's code.</param>
/// <param name="Message">Its reason in words.</param>
/// <param name="Latency">Since the engines first showed more demand than was published; null where the value did not rise for that.</param>
internal sealed record Publication(TimeSpan At, string Variant, int? From, int To, string Reason, string Message, TimeSpan? Latency);
