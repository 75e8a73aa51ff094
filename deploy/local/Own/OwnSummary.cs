using Wva.Local.Measure;

namespace Wva.Local.Own;

/// <summary>The last line of a run around engines of one's own.</summary>
/// <param name="Agents">Agents, one an engine.</param>
/// <param name="Samples">Samples that the aggregator received, by its own count; null where it could not be asked.</param>
/// <param name="Variants">What became of the variant.</param>
internal sealed record OwnSummary(int Agents, long? Samples, IReadOnlyList<SummaryVariant> Variants);
