namespace Wva.Local.Measure;

/// <summary>One change of a published value.</summary>
/// <param name="AtSeconds">When the watcher saw it, seconds since the start.</param>
/// <param name="Variant">Which variant's.</param>
/// <param name="From">The value before.</param>
/// <param name="To">The value.</param>
/// <param name="Reason">Code of its reason.</param>
internal sealed record SummaryDecision(double AtSeconds, string Variant, int From, int To, string Reason);
