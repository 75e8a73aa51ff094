using System.Globalization;
using Wva.Scaling.Inputs;

namespace Wva.Scenarios;

/// <summary>Weakness W33 of the published autoscaler: a threshold of 0 cannot be said, it is taken for absent.</summary>
internal static class PublishedZero
{
    private static readonly ScalingPolicy Defaults = new();

    /// <summary>A policy with the default in place of each threshold that is 0.</summary>
    public static ScalingPolicy Apply(ScalingPolicy policy) => policy with
    {
        KvCacheThreshold = Or(policy.KvCacheThreshold, Defaults.KvCacheThreshold),
        QueueLengthThreshold = Or(policy.QueueLengthThreshold, Defaults.QueueLengthThreshold),
        KvSpareTrigger = Or(policy.KvSpareTrigger, Defaults.KvSpareTrigger),
        QueueSpareTrigger = Or(policy.QueueSpareTrigger, Defaults.QueueSpareTrigger),
        ScaleUpThreshold = Or(policy.ScaleUpThreshold, Defaults.ScaleUpThreshold),
        ScaleDownBoundary = Or(policy.ScaleDownBoundary, Defaults.ScaleDownBoundary),
    };

    /// <summary>The same for a policy that is being read, with a warning for each.</summary>
    /// <param name="policy">Where it stands.</param>
    /// <param name="read">What it says.</param>
    public static ScalingPolicy Apply(JsonCursor policy, ScalingPolicy read)
    {
        Warn(policy.Member("kvCacheThreshold"), Defaults.KvCacheThreshold);
        Warn(policy.Member("queueLengthThreshold"), Defaults.QueueLengthThreshold);
        Warn(policy.Member("kvSpareTrigger"), Defaults.KvSpareTrigger);
        Warn(policy.Member("queueSpareTrigger"), Defaults.QueueSpareTrigger);
        Warn(policy.Member("scaleUpThreshold"), Defaults.ScaleUpThreshold);
        Warn(policy.Member("scaleDownBoundary"), Defaults.ScaleDownBoundary);
        return Apply(read);
    }

    private static double Or(double value, double instead) => value == 0 ? instead : value;

    private static void Warn(JsonCursor at, double instead)
    {
        if (at.AsNumber() is 0)
        {
            at.Warn(string.Create(CultureInfo.InvariantCulture, $"is 0, which the published setting takes for absent: {instead} counts"));
        }
    }
}
