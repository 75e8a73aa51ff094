namespace Wva.Telemetry.Gpus;

/// <summary>What a series counts in.</summary>
public enum GpuUnit
{
    /// <summary>The field's own unit: watts, degrees Celsius, an error code.</summary>
    Plain,

    /// <summary>0 to 1.</summary>
    Share,

    /// <summary>0 to 100.</summary>
    Percent,

    /// <summary>2^20 bytes.</summary>
    Mebibytes,

    /// <summary>NVML's mask of the reasons why clocks are not higher.</summary>
    ClockReasons,
}
