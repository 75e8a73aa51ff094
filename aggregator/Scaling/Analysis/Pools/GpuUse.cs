namespace Wva.Scaling.Analysis.Pools;

/// <summary>GPUs that a variant holds.</summary>
/// <param name="Namespace">Its namespace.</param>
/// <param name="Accelerator">Their type; null where unknown.</param>
/// <param name="Gpus">How many.</param>
internal readonly record struct GpuUse(string Namespace, string? Accelerator, long Gpus)
{
    /// <summary>GPUs of so many replicas.</summary>
    /// <param name="ns">The namespace.</param>
    /// <param name="accelerator">Their type.</param>
    /// <param name="replicas">Replicas; below none is none.</param>
    /// <param name="gpusPerReplica">GPUs a replica; below 1 is 1.</param>
    public static GpuUse Of(string ns, string? accelerator, int replicas, int gpusPerReplica)
        => new(ns, accelerator, (long)Math.Max(0, replicas) * Math.Max(1, gpusPerReplica));
}
