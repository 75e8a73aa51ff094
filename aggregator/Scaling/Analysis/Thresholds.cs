using Wva.Scaling.Inputs;

namespace Wva.Scaling.Analysis;

/// <summary>What one replica may carry before another is wanted: the threshold less the spare that triggers. Zero or less is no room at all.</summary>
internal static class Thresholds
{
    public static double KvRoom(ScalingPolicy policy) => policy.KvCacheThreshold - policy.KvSpareTrigger;

    public static double QueueRoom(ScalingPolicy policy) => policy.QueueLengthThreshold - policy.QueueSpareTrigger;

    /// <summary>Whether both leave room; what is no number leaves none.</summary>
    public static bool LeaveRoom(ScalingPolicy policy) => KvRoom(policy) > 0 && QueueRoom(policy) > 0;
}
