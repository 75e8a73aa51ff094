namespace Wva.Scaling.Analysis.Pools;

/// <summary>GPUs that a variant holds.</summary>
/// <param name="Namespace">Its namespace.</param>
/// <param name="Accelerator">Their type; null where unknown.</param>
/// <param name="Gpus">How many.</param>
internal readonly record struct GpuUse(string Namespace, string? Accelerator, long Gpus)
{
    /// <summary>What the replicas that hold them cost an hour.</summary>
    public double CostPerHour { get; init; }

    /// <summary>GPUs of so many replicas.</summary>
    /// <param name="ns">The namespace.</param>
    /// <param name="accelerator">Their type.</param>
    /// <param name="replicas">Replicas; below none is none.</param>
    /// <param name="gpusPerReplica">GPUs a replica, as they are counted.</param>
    public static GpuUse Of(string ns, string? accelerator, int replicas, int gpusPerReplica)
        => new(ns, accelerator, (long)Math.Max(0, replicas) * gpusPerReplica);
}
