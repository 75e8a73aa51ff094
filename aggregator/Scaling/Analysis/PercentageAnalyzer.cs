using System.Collections.Immutable;
using System.Globalization;

namespace Wva.Scaling.Analysis;

/// <summary>
/// Demand in replicas, by KV cache and by queue, whichever is larger. With the defaults, two replicas at 0.84 and 0.63 of their KV cache
/// carry 0.84/0.7 + 0.63/0.7 = 2.1 replicas' worth, so three are needed.
/// </summary>
internal static class PercentageAnalyzer
{
    /// <summary>3.0000000001 replicas are three: sums of shares are not exact.</summary>
    private const double Slack = 1e-9;

    /// <summary>No fleet needs more; a bound so that no input overflows.</summary>
    private const double MostReplicas = 1e9;

    public static GroupAnalysis Analyze(ImmutableArray<VariantStanding> variants, CycleContext cycle)
    {
        var sums = GroupSums.Of(variants);
        var signal = sums.AnyFresh ? Signal.Fresh : sums.EverSampled ? Signal.Lost : Signal.Missing;
        var least = signal is Signal.Fresh ? Demand(sums.Growth, sums.Serving, cycle) : (double?)null;
        var most = signal is Signal.Fresh ? Demand(sums.ScaleIn, sums.Serving, cycle) : (double?)null;
        return new GroupAnalysis
        {
            Cycle = cycle,
            Variants = variants,
            Signal = signal,
            Demand = least,
            NeedAtLeast = Need(least),
            NeedAtMost = Need(most),
            Supply = sums.Supply,
            Asked = sums.Asked,
            NewestAgeSeconds = sums.NewestAgeSeconds,
            OldestAgeSeconds = sums.OldestAgeSeconds,
            Reasons = Explain(signal, sums, least, most, cycle),
        };
    }

    private static double Demand(Load load, long serving, CycleContext cycle)
    {
        var kv = Thresholds.IsOver(Thresholds.KvRoom(cycle.Policy), load.Kv) ? serving + 1 : load.Kv;
        var queue = Thresholds.IsOver(Thresholds.QueueRoom(cycle.Policy), load.Queue) ? serving + 1 : load.Queue;
        return Math.Max(kv, queue);
    }

    private static long Need(double? demand) => demand is { } replicas ? (long)Math.Ceiling(Math.Min(replicas, MostReplicas) - Slack) : 0;

    private static ImmutableArray<Reason> Explain(Signal signal, GroupSums sums, double? least, double? most, CycleContext cycle)
    {
        if (signal is Signal.Missing)
        {
            return [Found(ReasonCodes.MetricsMissing, sums.NewestAgeSeconds is null
                ? "no sample of any replica has come yet"
                : "pages are read, and none shows kvCacheUsage or waiting")];
        }

        if (signal is Signal.Lost)
        {
            return [Found(ReasonCodes.SignalsLost, string.Create(CultureInfo.InvariantCulture, $"none of {sums.Serving} serving replicas has a fresh sample"))];
        }

        var atMost = most > least ? string.Create(CultureInfo.InvariantCulture, $" (up to {most:0.##} while {sums.NotFresh} are not fresh)") : "";
        var measured = Found(ReasonCodes.DemandMeasured, string.Create(
            CultureInfo.InvariantCulture,
            $"demand {least:0.##} replicas{atMost}: KV cache {sums.Growth.Kv:0.##}, queue {sums.Growth.Queue:0.##}; {sums.Serving} serving, {sums.Starting} starting, {sums.Coming} granted"));
        return Thresholds.IsOver(Thresholds.KvRoom(cycle.Policy), sums.ScaleIn.Kv) || Thresholds.IsOver(Thresholds.QueueRoom(cycle.Policy), sums.ScaleIn.Queue)
            ? [measured, NoRoom(cycle)]
            : [measured];
    }

    private static Reason NoRoom(CycleContext cycle)
    {
        var p = cycle.Policy;
        return Found(ReasonCodes.ThresholdsLeaveNoRoom, string.Create(
            CultureInfo.InvariantCulture,
            $"one more than are serving is asked for: kvCacheThreshold {p.KvCacheThreshold} - kvSpareTrigger {p.KvSpareTrigger} and queueLengthThreshold {p.QueueLengthThreshold} - queueSpareTrigger {p.QueueSpareTrigger} must both be above 0"));
    }

    private static Reason Found(string code, string message) => new(Stages.Analysis, code, message);
}
