using Wva.Scaling.Inputs;

namespace Wva.Scenarios;

/// <summary>Finds what contradicts itself in a policy once its fields are read.</summary>
internal static class PolicyCheck
{
    /// <summary>Complains of boundaries that cross, and warns of triggers that leave no room.</summary>
    /// <param name="policy">Where the fields stand, with those that are absent.</param>
    /// <param name="read">What counts: with those that are absent filled in.</param>
    public static void Run(JsonCursor policy, ScalingPolicy read)
    {
        WarnOfNoRoom(policy.Member("kvSpareTrigger"), "kvCacheThreshold", read.KvCacheThreshold, read.KvSpareTrigger);
        WarnOfNoRoom(policy.Member("queueSpareTrigger"), "queueLengthThreshold", read.QueueLengthThreshold, read.QueueSpareTrigger);
        RefuseCrossing(policy, read.ScaleUpThreshold, read.ScaleDownBoundary);
        var items = policy.Member("analyzers").Items().ToList();
        for (var i = 0; i < items.Count && i < read.Analyzers.Length; i++)
        {
            RefuseCrossing(items[i], read.Analyzers[i].ScaleUpThreshold ?? read.ScaleUpThreshold, read.Analyzers[i].ScaleDownBoundary ?? read.ScaleDownBoundary);
        }
    }

    /// <summary>Warns of what is said for the whole fleet and decides nothing.</summary>
    /// <param name="policy">Where the fields stand.</param>
    /// <param name="read">What counts.</param>
    public static void WarnOfInert(JsonCursor policy, ScalingPolicy read)
    {
        if (read.Published && !read.Schedules.IsEmpty)
        {
            policy.Member("schedules").Warn(Wording.NotPublished);
        }

        if (read.Published && !read.CostPerHourCap.IsEmpty)
        {
            policy.Member("costPerHourCap").Warn(Wording.NotPublished);
        }

        if (!read.EnableLimiter && read.GpuInventory is not null)
        {
            WarnWithoutLimiter(policy.Member("gpuInventory"));
        }

        if (!read.EnableLimiter && !read.Quotas.IsEmpty)
        {
            WarnWithoutLimiter(policy.Member("quotas"));
        }
    }

    private static void WarnWithoutLimiter(JsonCursor limit) => limit.Warn($"{Wording.Quote(limit.Node)} limits nothing, as enableLimiter is not true");

    /// <summary>Where scaling in begins above where scaling out does, every cycle would undo the one before.</summary>
    private static void RefuseCrossing(JsonCursor at, double up, double down)
    {
        var upThere = at.Member("scaleUpThreshold");
        var downThere = at.Member("scaleDownBoundary");
        if (up > down || (upThere.IsAbsent && downThere.IsAbsent))
        {
            return;
        }

        if (downThere.IsAbsent)
        {
            upThere.Refuse(FormattableString.Invariant($"is not above scaleDownBoundary ({down})"), "a number above it");
        }
        else
        {
            downThere.Refuse(FormattableString.Invariant($"is not below scaleUpThreshold ({up})"), "a number below it");
        }
    }

    private static void WarnOfNoRoom(JsonCursor trigger, string thresholdName, double threshold, double spare)
    {
        if (threshold - spare <= 0)
        {
            trigger.Warn(FormattableString.Invariant($"leaves no room under {thresholdName} ({spare} of {threshold}): every cycle asks for one more replica than are serving"));
        }
    }
}
