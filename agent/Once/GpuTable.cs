using System.Globalization;
using System.Text;
using Wva.Contracts;

namespace Wva.Agent.Once;

/// <summary>The GPUs of a sample as a table for people. A dash is absent, a stale field carries a tilde.</summary>
internal static class GpuTable
{
    private const int UuidWidth = 46;
    private const double BytesAGibibyte = 1024 * 1024 * 1024;

    /// <summary>The heading, without a line's end.</summary>
    public static string Heading { get; } = Line("GPU", "by", "used", "tensor", "memory GiB", "watts", "C", "throttled", "XID", "age s", "model");

    /// <summary>The line of a GPU, without a line's end.</summary>
    public static string Line(GpuRow gpu) => Line(
        gpu.Uuid,
        gpu.Attribution ?? "-",
        Cell(gpu, GpuField.Utilisation, "P0"),
        Cell(gpu, GpuField.TensorActive, "P0"),
        $"{Cell(gpu, GpuField.MemoryUsedBytes, "F1", BytesAGibibyte)} of {Cell(gpu, GpuField.MemoryTotalBytes, "F1", BytesAGibibyte)}",
        Cell(gpu, GpuField.PowerWatts, "F0"),
        Cell(gpu, GpuField.TemperatureCelsius, "F0"),
        Shown(gpu, GpuField.Throttled, static value => value > 0 ? "yes" : "no"),
        Cell(gpu, GpuField.Xid, "F0"),
        Cell(gpu, GpuField.AgeSeconds, "F0"),
        gpu.Model ?? "-");

    private static string Line(params ReadOnlySpan<string> cells)
    {
        ReadOnlySpan<int> widths = [5, 7, 8, 16, 7, 5, 11, 5, 7];
        var text = new StringBuilder(cells[0].PadRight(UuidWidth));
        for (var i = 0; i < widths.Length; i++)
        {
            text.Append(cells[i + 1].PadLeft(widths[i]));
        }

        return text.Append("  ").Append(cells[^1]).ToString();
    }

    private static string Cell(GpuRow gpu, GpuField field, string format, double unit = 1) =>
        Shown(gpu, field, value => (value / unit).ToString(format, CultureInfo.InvariantCulture));

    private static string Shown(GpuRow gpu, GpuField field, Func<double, string> write) => gpu.State(field) switch
    {
        FieldState.Absent => "-",
        FieldState.Stale => "~" + write(gpu.Value(field)),
        _ => write(gpu.Value(field)),
    };
}
