using Wva.Scaling.Inputs;

namespace Wva.Scaling.Analysis;

/// <summary>What one replica may carry before another is wanted: the threshold less the spare that triggers. Zero or less is no room at all.</summary>
internal static class Thresholds
{
    public static double KvRoom(ScalingPolicy policy) => policy.KvCacheThreshold - policy.KvSpareTrigger;

    public static double QueueRoom(ScalingPolicy policy) => policy.QueueLengthThreshold - policy.QueueSpareTrigger;

    /// <summary>Whether a load is more than there is room for at all: any where there is none; what is no number, and less than none, has room for nothing.</summary>
    /// <param name="room">The room of one replica.</param>
    /// <param name="load">What all of them show.</param>
    public static bool IsOver(double room, double load) => !(room > 0) && !(room == 0 && load <= 0);
}
