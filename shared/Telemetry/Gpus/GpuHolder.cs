namespace Wva.Telemetry.Gpus;

/// <summary>Whose use of a GPU a series speaks of, in the order in which series of one GPU are preferred.</summary>
internal enum GpuHolder
{
    /// <summary>The pod's own.</summary>
    Own = 0,

    /// <summary>Nobody's in particular: the GPU as a whole.</summary>
    Nobody = 1,

    /// <summary>Another pod's.</summary>
    Other = 2,
}
