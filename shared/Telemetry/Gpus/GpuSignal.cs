namespace Wva.Telemetry.Gpus;

/// <summary>What a series of a GPU's exporter says.</summary>
public enum GpuSignal
{
    /// <summary>Nothing that is read; but the GPU is there, and its labels say whose it is.</summary>
    Presence,

    /// <summary>Share of time in which some kernel ran.</summary>
    Utilisation,

    /// <summary>Share of time in which the graphics or compute engine was active: what stands for the utilisation where that is not to be had, as under MIG.</summary>
    EngineActive,

    /// <summary>Share of time in which the tensor pipe was active.</summary>
    TensorActive,

    /// <summary>Memory in use.</summary>
    MemoryUsed,

    /// <summary>Memory free.</summary>
    MemoryFree,

    /// <summary>Memory that the driver keeps for itself.</summary>
    MemoryDriver,

    /// <summary>All memory.</summary>
    MemoryTotal,

    /// <summary>Power drawn.</summary>
    Power,

    /// <summary>Temperature of the GPU.</summary>
    Temperature,

    /// <summary>Clocks are held down.</summary>
    Throttled,

    /// <summary>Last XID error.</summary>
    Xid,
}
