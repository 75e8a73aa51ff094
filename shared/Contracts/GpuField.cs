namespace Wva.Contracts;

/// <summary>The numeric fields of a GPU; the number is the bit in the presence mask of the wire.</summary>
public enum GpuField : byte
{
    /// <summary>Share of time in which some kernel ran, 0 to 1.</summary>
    Utilisation = 0,

    /// <summary>Share of time in which the tensor pipe was active, 0 to 1.</summary>
    TensorActive = 1,

    /// <summary>Used memory, bytes.</summary>
    MemoryUsedBytes = 2,

    /// <summary>All memory, bytes.</summary>
    MemoryTotalBytes = 3,

    /// <summary>Power drawn, watts.</summary>
    PowerWatts = 4,

    /// <summary>Temperature, degrees Celsius.</summary>
    TemperatureCelsius = 5,

    /// <summary>1 where clocks are held down.</summary>
    Throttled = 6,

    /// <summary>Last XID error code; 0 is none.</summary>
    Xid = 7,

    /// <summary>Age of these values, seconds.</summary>
    AgeSeconds = 8,
}
