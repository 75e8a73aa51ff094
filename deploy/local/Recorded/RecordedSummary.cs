using Wva.Local.Measure;

namespace Wva.Local.Recorded;

/// <summary>The last line of a run around a recorded engine.</summary>
/// <param name="Pages">Different pages of the recording that were read.</param>
/// <param name="Samples">Samples that the aggregator received, by its own count; null where it could not be asked.</param>
/// <param name="Decisions">The changes of the published value.</param>
/// <param name="DecisionP50Ms">Median time of the decisions to scale out, milliseconds; null where there was none.</param>
/// <param name="DecisionP99Ms">Their 99th percentile, milliseconds.</param>
/// <param name="Missed">Decisions to scale out that were due and never came.</param>
/// <param name="Variants">What became of each variant.</param>
internal sealed record RecordedSummary(
    int Pages,
    long? Samples,
    IReadOnlyList<SummaryDecision> Decisions,
    double? DecisionP50Ms,
    double? DecisionP99Ms,
    int Missed,
    IReadOnlyList<SummaryVariant> Variants)
{
    /// <summary>Sums up a journal of one variant.</summary>
    /// <param name="journal">The journal.</param>
    /// <param name="variant">The variant.</param>
    /// <param name="cost">Its cost a replica and hour.</param>
    /// <param name="pages">Pages that were read.</param>
    /// <param name="samples">Samples that were received.</param>
    /// <param name="at">The end of the run, since its start.</param>
    public static RecordedSummary Of(RunJournal journal, string variant, double cost, int pages, long? samples, TimeSpan at)
    {
        var times = journal.Times(at);
        return new RecordedSummary(
            pages,
            samples,
            [.. journal.Decisions.Select(decision => new SummaryDecision(Math.Round(decision.At.TotalSeconds, 3), decision.Variant, decision.From!.Value, decision.To, decision.Reason))],
            times.P50Ms,
            times.P99Ms,
            times.Missed,
            [new SummaryVariant(variant, cost, journal.Peak(variant), journal.Published(variant))]);
    }
}
