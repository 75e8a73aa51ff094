namespace Wva.Telemetry.Gpus;

/// <summary>A metric name and what it says.</summary>
/// <param name="Name">Name on the page.</param>
/// <param name="Signal">What it says.</param>
/// <param name="Unit">What it counts in.</param>
public sealed record GpuSource(string Name, GpuSignal Signal, GpuUnit Unit = GpuUnit.Plain)
{
    /// <summary>Mask of the reasons that hold clocks down: software power cap, hardware slowdown, software and hardware thermal slowdown, power brake.
    /// Idle (0x1), clocks that somebody has set (0x2, 0x100) and sync boost (0x10) are no throttle.</summary>
    private const ulong HeldDown = 0x4 | 0x8 | 0x20 | 0x40 | 0x80;

    private const double BytesAMebibyte = 1024 * 1024;

    /// <summary>A share may be rounded up to just above one; what is far above it is no share.</summary>
    private const double MaxShare = 1.01;

    /// <summary>The value in the field's unit; NaN where it is unknown: not finite, negative, one of DCGM's blanks, or no share.</summary>
    public double Translate(double value) => !double.IsFinite(value) || value < 0 || IsBlank(value) ? double.NaN : Unit switch
    {
        GpuUnit.Share => Share(value),
        GpuUnit.Percent => Share(value / 100),
        GpuUnit.Mebibytes => value * BytesAMebibyte,
        GpuUnit.ClockReasons => ((ulong)value & HeldDown) != 0 ? 1 : 0,
        _ => value,
    };

    private static double Share(double value) => value <= MaxShare ? Math.Min(value, 1) : double.NaN;

    /// <summary>
    /// DCGM's numbers for blank, not found, not supported and not permitted: from 0x7FFFFFF0 on in 32 bits, from 2^47 on as a double, from 0x7FFFFFFFFFFFFFF0 on in 64 bits.
    /// No field that is read comes near any of them.
    /// </summary>
    private static bool IsBlank(double value) => value is (>= 0x7FFFFFF0 and <= int.MaxValue) or >= 140_737_488_355_328.0;
}
