using System.Text.Encodings.Web;
using System.Text.Json;

namespace Wva.Local.Measure;

/// <summary>The last line of a run.</summary>
/// <param name="Pages">Different pages of the recording that were read.</param>
/// <param name="Samples">Samples that the aggregator received, by its own count; null where it could not be asked.</param>
/// <param name="Decisions">The changes of the published value.</param>
/// <param name="DecisionP50Ms">Median time of the decisions to scale out, milliseconds; null where there was none.</param>
/// <param name="DecisionP99Ms">Their 99th percentile, milliseconds.</param>
/// <param name="Variants">What became of each variant.</param>
internal sealed record RunSummary(
    int Pages,
    long? Samples,
    IReadOnlyList<SummaryDecision> Decisions,
    double? DecisionP50Ms,
    double? DecisionP99Ms,
    IReadOnlyList<SummaryVariant> Variants)
{
    private static readonly JsonSerializerOptions Json = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, // read by people in a terminal, never by a browser
    };

    /// <summary>Sums up a journal.</summary>
    public static RunSummary Of(RunJournal journal, string variant, double cost, int pages, long? samples)
    {
        var latencies = journal.Decisions.Select(decision => decision.Latency).OfType<TimeSpan>().ToArray();
        return new RunSummary(
            pages,
            samples,
            [.. journal.Decisions.Select(decision => new SummaryDecision(Math.Round(decision.At.TotalSeconds, 3), variant, decision.From!.Value, decision.To, decision.Reason))],
            Percentiles.Milliseconds(latencies, 0.50),
            Percentiles.Milliseconds(latencies, 0.99),
            [new SummaryVariant(variant, cost, journal.Peak, journal.Published)]);
    }

    /// <summary>The line itself.</summary>
    public string ToLine() => "summary: " + JsonSerializer.Serialize(this, Json);
}
