using System.Globalization;
using Wva.Contracts;

namespace Wva.Agent.Watch;

/// <summary>The GPUs of a sample as lines for a terminal.</summary>
internal static class GpuLines
{
    private const double BytesAGibibyte = 1024.0 * 1024 * 1024;

    /// <summary>Adds a heading and a line a GPU; nothing where there are none.</summary>
    public static void Add(List<ScreenLine> lines, Sample sample)
    {
        if (sample.Gpus.Count == 0)
        {
            return;
        }

        lines.Add(default);
        lines.Add(new("GPU                                           busy   tensor        memory GiB    power    temp  xid  clocks    by    age", ScreenStyle.Heading));
        foreach (var gpu in sample.Gpus)
        {
            lines.Add(new(Line(gpu), IsSick(gpu) ? ScreenStyle.Bad : ScreenStyle.Normal));
        }
    }

    private static string Line(GpuRow gpu) => string.Create(
        CultureInfo.InvariantCulture,
        $"{gpu.Uuid,-42} {Field(gpu, GpuField.Utilisation, Numbers.Percent),7}  {Field(gpu, GpuField.TensorActive, Numbers.Percent),7}  {Memory(gpu),16}  {Field(gpu, GpuField.PowerWatts, Watts),7}  {Field(gpu, GpuField.TemperatureCelsius, Degrees),6} {Field(gpu, GpuField.Xid, Whole),4}  {Field(gpu, GpuField.Throttled, Clocks),-9} {gpu.Attribution ?? Numbers.Unknown,-5} {Field(gpu, GpuField.AgeSeconds, Age)}{(gpu.Model is { } model ? "  " + model : "")}");

    private static string Memory(GpuRow gpu) =>
        $"{Field(gpu, GpuField.MemoryUsedBytes, Gibibytes)} of {Field(gpu, GpuField.MemoryTotalBytes, Gibibytes)}";

    private static string Field(GpuRow gpu, GpuField field, Func<double?, string> write) => gpu.State(field) switch
    {
        FieldState.Absent => Numbers.Unknown,
        FieldState.Stale => "~" + write(gpu.Value(field)),
        _ => write(gpu.Value(field)),
    };

    private static bool IsSick(GpuRow gpu) => gpu.State(GpuField.Xid) != FieldState.Absent && gpu.Value(GpuField.Xid) > 0;

    private static string Whole(double? value) => Numbers.Plain(value);

    private static string Watts(double? value) => Numbers.Plain(value) + " W";

    private static string Degrees(double? value) => Numbers.Plain(value) + " C";

    private static string Gibibytes(double? value) => Numbers.Plain(value / BytesAGibibyte, 1);

    private static string Age(double? value) => Numbers.Plain(value) + " s";

    private static string Clocks(double? value) => value > 0 ? "throttled" : "free";
}
