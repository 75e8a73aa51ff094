using System.Globalization;
using Wva.Contracts;
using Wva.Scaling.Inputs;
using Wva.Simulation.Recordings;
using Wva.Testing.Pages;

namespace Wva.EndToEnd.Tests.Fakes;

/// <summary>What must arrive of a page, by the slow reading of it; of one that did not come, the rows of the page before, stale.</summary>
/// <param name="Rows">The rows.</param>
/// <param name="Answered">Whether the engine answered.</param>
/// <param name="Changed">Whether there is anything to send.</param>
internal sealed record PageExpectation(IReadOnlyList<SlowRow> Rows, bool Answered, bool Changed)
{
    public static PageExpectation None { get; } = new([], Answered: true, Changed: false);

    /// <summary>The expectation of the page that follows.</summary>
    public PageExpectation Next(RecordedPage page, SlowSampler slow)
    {
        var rows = page.Answered ? slow.Read(SlowReader.Read(page.Body.Span)) : Rows;
        return new PageExpectation(rows, page.Answered, page.Answered != Answered || !rows.Select(Text).SequenceEqual(Rows.Select(Text), StringComparer.Ordinal));
    }

    /// <summary>Every difference to what came over a stream.</summary>
    public IEnumerable<string> DifferencesTo(Sample sample)
    {
        if (!Rows.Select(row => row.Rank).SequenceEqual(sample.Rows.Select(row => row.Rank), StringComparer.Ordinal))
        {
            return [$"ranks are {string.Join(", ", sample.Rows.Select(row => row.Rank))}"];
        }

        var differences = Rows.Zip(sample.Rows, (slow, row) => slow.DifferencesTo(row, Answered ? FieldState.Value : FieldState.Stale)).SelectMany(list => list);
        return Answered == (sample.Error is null) ? differences : differences.Append($"the error is '{sample.Error}'");
    }

    /// <summary>Every difference to what the ledger shows.</summary>
    /// <param name="ranks">The ledger's rows of this engine.</param>
    /// <param name="oldestSeconds">Greatest age of what has arrived, seconds.</param>
    public IEnumerable<string> DifferencesTo(IReadOnlyList<ReplicaSnapshot> ranks, double oldestSeconds)
    {
        var expected = Rows.Select(row => Text(row.Rank, Number(row, "running"), Number(row, "waiting"), Number(row, "kvCacheUsage"), !Answered));
        var found = ranks.Select(row => Text(row.Rank, row.Running, row.Waiting, row.KvCacheUsage, row.Stale));
        return expected.Except(found, StringComparer.Ordinal).Select(text => $"the ledger lacks {text}, has {string.Join("; ", found)}")
            .Concat(ranks.Where(row => Answered && Changed && row.AgeSeconds > oldestSeconds).Select(row => $"rank {row.Rank} is {row.AgeSeconds} s old"));
    }

    // A rank that was never asked has no gauges, and that is 0.
    private static double? Number(SlowRow row, string field) =>
        row.Numbers.TryGetValue(field, out var number) ? number : row.Numbers.ContainsKey("idle") ? 0 : null;

    private static string Text(string rank, double? running, double? waiting, double? kvCacheUsage, bool stale) =>
        string.Create(CultureInfo.InvariantCulture, $"rank {rank}: {running:R} running, {waiting:R} waiting, {kvCacheUsage:R} KV, {(stale ? "stale" : "fresh")}");

    private static string Text(SlowRow row) => string.Join(' ', row.Numbers.Select(number => $"{number.Key}={number.Value:R}")
        .Concat(row.Histograms.Select(histogram => $"{histogram.Key}={histogram.Value.Sum:R}/{histogram.Value.Count:R}[{string.Join(',', histogram.Value.Buckets)}]")));
}
