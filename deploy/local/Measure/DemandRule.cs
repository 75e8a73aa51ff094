using Wva.Scaling.Inputs;
using Wva.Simulation.Engines;

namespace Wva.Local.Measure;

/// <summary>
/// What gauges ask for, in replicas: the default rule of <c>percentage</c>, written a second time, so that a decision is timed by something else than what took it.
/// The larger of the sums of <c>kv / (0.80 - 0.10)</c> and of <c>min(2, waiting / (5 - 3))</c>, rounded up.
/// </summary>
internal static class DemandRule
{
    private const double MaxQueueTerm = 2;
    private const double Rounding = 1e-9;

    /// <summary>What the KV cache of one replica asks for.</summary>
    public static double OfKvCache(double usage, ScalingPolicy policy) => usage / (policy.KvCacheThreshold - policy.KvSpareTrigger);

    /// <summary>What the queue of one replica asks for.</summary>
    public static double OfQueue(double waiting, ScalingPolicy policy) => Math.Min(MaxQueueTerm, waiting / (policy.QueueLengthThreshold - policy.QueueSpareTrigger));

    /// <summary>Whole replicas.</summary>
    /// <param name="kvCache">The sum over the KV caches.</param>
    /// <param name="queue">The sum over the queues.</param>
    public static int Replicas(double kvCache, double queue) => (int)Math.Ceiling(Math.Max(kvCache, queue) - Rounding);

    /// <summary>What some engines ask for together.</summary>
    public static int OfEngines(IReadOnlyCollection<EngineGauges> engines, ScalingPolicy policy) =>
        Replicas(engines.Sum(engine => OfKvCache(engine.KvCacheUsage, policy)), engines.Sum(engine => OfQueue(engine.Waiting, policy)));
}
