using Wva.Aggregator.Publish;
using Wva.Api;
using Wva.Fleet;
using Wva.Scaling.Inputs;

namespace Wva.Aggregator.Api;

/// <summary>From the fleet's numbers of a variant to those of a report. Pure.</summary>
internal static class LoadReporter
{
    /// <summary>Pods by state; null where the fleet knows of none.</summary>
    public static ReplicaCounts? Counts(VariantLoad? load) => load is null
        ? null
        : new ReplicaCounts(load.Starting, load.Serving, load.Asleep, load.Draining, load.Lost, load.Stale, load.Stalled, load.Silent);

    /// <summary>Sums and means; null where the fleet knows of none.</summary>
    public static LoadReport? Load(PublishedVariant variant) => variant.Load is not { } load ? null : new LoadReport
    {
        KvCacheUsage = KvCacheUsage(variant.Snapshot),
        Running = Reporter.Known(load.Running),
        Waiting = Reporter.Known(load.Waiting),
        ArrivalsPerSecond = Reporter.Known(load.ArrivalsPerSecond),
        PromptTokensPerSecond = Reporter.Known(load.PromptTokensPerSecond),
        GenerationTokensPerSecond = Reporter.Known(load.GenerationTokensPerSecond),
        TtftSeconds = Reporter.Known(load.TtftSeconds),
        ItlSeconds = Reporter.Known(load.ItlSeconds),
    };

    private static KvCacheUsageReport? KvCacheUsage(VariantSnapshot? snapshot)
    {
        var (sum, max, count) = (0.0, 0.0, 0);
        foreach (var replica in snapshot?.Replicas ?? [])
        {
            if (replica.State == ReplicaState.Serving && Reporter.Known(replica.KvCacheUsage) is { } usage)
            {
                (sum, max, count) = (sum + usage, Math.Max(max, usage), count + 1);
            }
        }

        return count == 0 ? null : new KvCacheUsageReport(Reporter.Known(sum / count)!.Value, max);
    }
}
