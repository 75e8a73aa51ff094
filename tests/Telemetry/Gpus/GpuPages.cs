using System.Collections.Immutable;
using System.Globalization;
using Wva.Contracts;
using Wva.Telemetry.Gpus;

namespace Wva.Telemetry.Tests.Gpus;

/// <summary>Whole pages of exporters as files, and rows as lines to compare.</summary>
internal static class GpuPages
{
    public static IEnumerable<string> Names => Directory.EnumerateFiles(Folder, "*.prom").Select(file => Path.GetFileName(file)).Order(StringComparer.Ordinal);

    private static string Folder => Path.Combine(AppContext.BaseDirectory, "Gpus", "Pages");

    public static byte[] Read(string name) => File.ReadAllBytes(Path.Combine(Folder, name));

    /// <summary>The pod prod/llama-0 on node-3.</summary>
    public static GpuOwner Owner(string uuids = "", string? uid = null, string node = "node-3", bool isOnNode = false, string podName = "llama-0") =>
        new("prod", podName, uid, node, uuids.Length == 0 ? ImmutableArray<string>.Empty : [.. uuids.Split(',')], isOnNode);

    /// <summary>A row with its numbers as the wire has them, absent ones as a dash.</summary>
    public static string Show(GpuRow gpu) =>
        $"{gpu.Uuid} {gpu.Attribution} {gpu.Model ?? "-"}: {string.Join(' ', Fields.Select(field => gpu.State(field) == FieldState.Absent ? "-" : gpu.Value(field).ToString("R", CultureInfo.InvariantCulture)))}";

    /// <summary>The same for people who write expectations by hand: the last two digits of the UUID, memory in MiB, stale fields with a bang.</summary>
    public static string ShowShort(GpuRow gpu) =>
        $"{gpu.Uuid[(gpu.Uuid.LastIndexOf('-') + 11)..]} {gpu.Attribution} {gpu.Model ?? "-"}: {string.Join(' ', Fields.Select(field => ShowShort(gpu, field)))}";

    private static IEnumerable<GpuField> Fields => Enum.GetValues<GpuField>().Where(candidate => candidate != GpuField.AgeSeconds);

    private static string ShowShort(GpuRow gpu, GpuField field)
    {
        var isMemory = field is GpuField.MemoryUsedBytes or GpuField.MemoryTotalBytes;
        return gpu.State(field) == FieldState.Absent ? "-"
            : (gpu.Value(field) / (isMemory ? 1048576 : 1)).ToString("R", CultureInfo.InvariantCulture) + (gpu.State(field) == FieldState.Stale ? "!" : "");
    }
}
