namespace Wva.Scaling.Analysis.Pools;

/// <summary>GPUs that a variant holds.</summary>
/// <param name="Namespace">Its namespace.</param>
/// <param name="Accelerator">Their type; null where unknown.</param>
/// <param name="Gpus">How many.</param>
internal readonly record struct GpuUse(string Namespace, string? Accelerator, long Gpus)
{
    /// <summary>No replica has more; a bound so that sums do not overflow.</summary>
    private const int MostGpusPerReplica = 1 << 20;

    /// <summary>GPUs of so many replicas.</summary>
    /// <param name="ns">The namespace.</param>
    /// <param name="accelerator">Their type.</param>
    /// <param name="replicas">Replicas; below none is none.</param>
    /// <param name="gpusPerReplica">GPUs a replica; below 1 is 1.</param>
    public static GpuUse Of(string ns, string? accelerator, int replicas, int gpusPerReplica)
        => new(ns, accelerator, (long)Math.Max(0, replicas) * PerReplica(gpusPerReplica));

    /// <summary>GPUs a replica as they are counted: at least 1.</summary>
    /// <param name="gpusPerReplica">As the variant has it.</param>
    public static int PerReplica(int gpusPerReplica) => Math.Clamp(gpusPerReplica, 1, MostGpusPerReplica);
}
