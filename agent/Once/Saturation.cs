using System.Globalization;
using Wva.Contracts;

namespace Wva.Agent.Once;

/// <summary>How full an engine is, in one sentence, against the aggregator's default triggers.</summary>
internal static class Saturation
{
    /// <summary>Share of KV cache above which another replica is asked for: threshold 0.80 less 0.10 to spare.</summary>
    public const double KvTrigger = 0.70;

    /// <summary>Requests waiting above which another replica is asked for: threshold 5 less 3 to spare.</summary>
    public const double QueueTrigger = 2;

    /// <summary>The sentence. Of several ranks it speaks of the fullest, as the one whose users wait.</summary>
    public static string Say(Sample sample)
    {
        SampleRow? fullest = null;
        foreach (var row in sample.Rows)
        {
            fullest = fullest is null || (Load(row) ?? -1) > (Load(fullest) ?? -1) ? row : fullest;
        }

        if (fullest is null || Load(fullest) is not { } load)
        {
            return "unknown: the page shows neither KV use nor a queue";
        }

        var rank = sample.Rows.Count > 1 ? $"rank {fullest.Rank}, the fullest, " : "";
        return fullest.Known(RowField.Idle) > 0
            ? "idle: not asked once since the engine started"
            : string.Create(CultureInfo.InvariantCulture, $"{rank}{Verdict(load)}: {Numbers(fullest)}");
    }

    /// <summary>The larger of KV use and queue, each as a share of its trigger; null where the row shows neither.</summary>
    private static double? Load(SampleRow row)
    {
        if (row.Known(RowField.Idle) > 0)
        {
            return 0;
        }

        var (kv, waiting) = (row.Known(RowField.KvCacheUsage) / KvTrigger, row.Known(RowField.Waiting) / QueueTrigger);
        return kv is null || waiting > kv ? waiting : kv;
    }

    private static string Verdict(double load) =>
        load > 1 ? "saturated, another replica is asked for" : string.Create(CultureInfo.InvariantCulture, $"not saturated, at {load:P0} of what asks for another replica");

    private static string Numbers(SampleRow row)
    {
        var kv = row.Known(RowField.KvCacheUsage) is { } used ? string.Create(CultureInfo.InvariantCulture, $"KV cache {used:P1} (trigger {KvTrigger:P0})") : "KV use unknown";
        var queue = row.Known(RowField.Waiting) is { } waiting ? string.Create(CultureInfo.InvariantCulture, $"{waiting} waiting (trigger {QueueTrigger})") : "queue unknown";
        return $"{kv}, {queue}";
    }
}
