using System.Globalization;
using System.Text;
using Wva.Contracts;

namespace Wva.Agent.Once;

/// <summary>The GPUs of a sample as a table for people, one a line.</summary>
internal static class GpuTable
{
    private const int UuidWidth = 46;
    private const double BytesAGibibyte = 1024 * 1024 * 1024;

    /// <summary>Writes the table and an empty line behind it; nothing where there is no GPU.</summary>
    public static void Write(Sample sample, StringBuilder text)
    {
        if (sample.Gpus.Count == 0)
        {
            return;
        }

        Line(text, "GPU", "by", "used", "tensor", "memory GiB", "watts", "C", "held down", "XID", "age s", "model");
        foreach (var gpu in sample.Gpus)
        {
            Line(
                text,
                gpu.Uuid,
                gpu.Attribution ?? "-",
                Cell(gpu, GpuField.Utilisation, "P0"),
                Cell(gpu, GpuField.TensorActive, "P0"),
                $"{Memory(gpu, GpuField.MemoryUsedBytes)} of {Memory(gpu, GpuField.MemoryTotalBytes)}",
                Cell(gpu, GpuField.PowerWatts, "F0"),
                Cell(gpu, GpuField.TemperatureCelsius, "F0"),
                gpu.State(GpuField.Throttled) == FieldState.Absent ? "-" : gpu.Value(GpuField.Throttled) > 0 ? "yes" : "no",
                Cell(gpu, GpuField.Xid, "F0"),
                Cell(gpu, GpuField.AgeSeconds, "F0"),
                IsStale(gpu) ? $"{gpu.Model ?? "-"} (stale)" : gpu.Model ?? "-");
        }

        text.Append('\n');
    }

    private static void Line(StringBuilder text, params ReadOnlySpan<string> cells)
    {
        ReadOnlySpan<int> widths = [5, 7, 8, 16, 7, 5, 11, 5, 7];
        text.Append(cells[0].PadRight(UuidWidth));
        for (var i = 0; i < widths.Length; i++)
        {
            text.Append(cells[i + 1].PadLeft(widths[i]));
        }

        text.Append("  ").Append(cells[^1]).Append('\n');
    }

    private static string Memory(GpuRow gpu, GpuField field) =>
        gpu.State(field) == FieldState.Absent ? "-" : (gpu.Value(field) / BytesAGibibyte).ToString("F1", CultureInfo.InvariantCulture);

    private static string Cell(GpuRow gpu, GpuField field, string format) =>
        gpu.State(field) == FieldState.Absent ? "-" : gpu.Value(field).ToString(format, CultureInfo.InvariantCulture);

    private static bool IsStale(GpuRow gpu) => Enum.GetValues<GpuField>().Any(field => gpu.State(field) == FieldState.Stale);
}
