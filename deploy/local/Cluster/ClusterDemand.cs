using Wva.Scaling.Inputs;
using Wva.Simulation.Engines;

namespace Wva.Local.Cluster;

/// <summary>
/// What the engines' gauges ask for, in replicas: the default rule of <c>percentage</c>, written a second time, so that a decision is timed by something else than what took it.
/// The larger of <c>sum(kv / (0.80 - 0.10))</c> and <c>sum(min(2, waiting / (5 - 3)))</c>, rounded up.
/// </summary>
internal static class ClusterDemand
{
    private const double MaxQueueTerm = 2;
    private const double Rounding = 1e-9;

    /// <summary>Demand of some engines.</summary>
    public static int Of(IEnumerable<EngineGauges> engines, ScalingPolicy policy)
    {
        var (kv, queue) = (0.0, 0.0);
        foreach (var engine in engines)
        {
            kv += engine.KvCacheUsage / (policy.KvCacheThreshold - policy.KvSpareTrigger);
            queue += Math.Min(MaxQueueTerm, engine.Waiting / (policy.QueueLengthThreshold - policy.QueueSpareTrigger));
        }

        return (int)Math.Ceiling(Math.Max(kv, queue) - Rounding);
    }
}
