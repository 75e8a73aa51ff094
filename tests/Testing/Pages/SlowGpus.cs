using System.Globalization;
using System.Text;

namespace Wva.Testing.Pages;

/// <summary>
/// The reduction of a DCGM page written once more, over <see cref="SlowReader"/>'s list of series and plain dictionaries: slow, and easy to check against the description of the exporter.
/// It shares no code with the product's, and its own list of names.
/// </summary>
public static class SlowGpus
{
    private static readonly string[] Names =
    [
        "DCGM_FI_DEV_GPU_UTIL", "DCGM_FI_PROF_GR_ENGINE_ACTIVE", "DCGM_FI_PROF_PIPE_TENSOR_ACTIVE", "DCGM_FI_DEV_FB_USED", "DCGM_FI_DEV_FB_FREE", "DCGM_FI_DEV_FB_RESERVED", "DCGM_FI_DEV_FB_TOTAL",
        "DCGM_FI_DEV_POWER_USAGE", "DCGM_FI_DEV_GPU_TEMP", "DCGM_FI_DEV_CLOCKS_EVENT_REASONS", "DCGM_FI_DEV_CLOCK_THROTTLE_REASONS", "DCGM_FI_DEV_XID_ERRORS",
        "DCGM_FI_DEV_SM_CLOCK", "DCGM_FI_DEV_MEM_CLOCK", "DCGM_FI_DEV_MEMORY_TEMP", "DCGM_FI_DEV_TOTAL_ENERGY_CONSUMPTION", "DCGM_FI_DEV_PCIE_REPLAY_COUNTER", "DCGM_FI_DEV_MEM_COPY_UTIL",
        "DCGM_FI_DEV_VGPU_LICENSE_STATUS", "DCGM_FI_PROF_DRAM_ACTIVE",
    ];

    /// <summary>One line for each GPU of the pod, ordered by id, every field with its number or a dash.</summary>
    /// <param name="page">The page.</param>
    /// <param name="podNamespace">Namespace of the pod; a UID of it is not known.</param>
    /// <param name="podName">Its name.</param>
    /// <param name="uuids">Its GPUs by UUID; empty where unknown.</param>
    public static IReadOnlyList<string> Rows(SlowPage page, string podNamespace, string podName, string[] uuids)
    {
        var series = page.Series
            .Where(series => Names.Contains(series.Name, StringComparer.Ordinal) && IsId(First(series, "UUID", "uuid", "gpu_uuid")) && First(series, "GPU_I_ID") is var instance && (instance is null || IsId(instance)))
            .Select(series => (Series: series, Uuid: First(series, "UUID", "uuid", "gpu_uuid")!, Instance: First(series, "GPU_I_ID"), Holder: Holder(series, podNamespace, podName)))
            .ToList();
        var isAttributed = series.Exists(entry => entry.Holder != 1);
        var own = series.GroupBy(entry => (entry.Uuid, entry.Instance))
            .Select(group => (group.Key, How: How(group.Key.Uuid, group.Key.Instance, group.Any(entry => entry.Holder == 0), uuids, isAttributed), Series: group.Select(entry => (entry.Holder, entry.Series)).ToList()))
            .Where(device => device.How is not null)
            .ToList();
        return
        [
            .. own.Where(device => device.Key.Instance is not null || !own.Exists(other => other.Key.Instance is not null && other.Key.Uuid == device.Key.Uuid))
                .Select(device => (Id: device.Key.Instance is null ? device.Key.Uuid : $"{device.Key.Uuid}/{device.Key.Instance}", device.How, device.Series))
                .OrderBy(device => device.Id, StringComparer.Ordinal)
                .Select(device => Show(device.Id, device.How!, device.Series)),
        ];
    }

    private static string Show(string id, string how, List<(int Holder, SlowSeries Series)> series)
    {
        // The exporter names a GPU's only holder, or each: another pod's numbers count only where none of ours are there.
        var mayBorrow = series.TrueForAll(entry => entry.Holder != 0);
        double? Best(Func<double, double?> translate, params string[] names) => new[] { 0, 1, 2 }.Where(holder => holder < 2 || mayBorrow)
            .Select(holder => Max(series.Where(entry => entry.Holder == holder && names.Contains(entry.Series.Name, StringComparer.Ordinal)).Select(entry => Known(entry.Series.Value, translate))))
            .FirstOrDefault(value => value is not null);
        double? Whole(string name) => Max(series.Where(entry => entry.Series.Name == name).Select(entry => Known(entry.Series.Value, Mebibytes)));
        var model = series.Select(entry => First(entry.Series, "modelName", "model_name", raw => raw.Length <= 64)).FirstOrDefault(text => text is not null);
        double?[] values =
        [
            Best(value => Share(value / 100), "DCGM_FI_DEV_GPU_UTIL") ?? Best(Share, "DCGM_FI_PROF_GR_ENGINE_ACTIVE"),
            Best(Share, "DCGM_FI_PROF_PIPE_TENSOR_ACTIVE"),
            Best(Mebibytes, "DCGM_FI_DEV_FB_USED"),
            Whole("DCGM_FI_DEV_FB_TOTAL") ?? (Whole("DCGM_FI_DEV_FB_USED") + Whole("DCGM_FI_DEV_FB_FREE") + (Whole("DCGM_FI_DEV_FB_RESERVED") ?? 0)),
            Best(value => value, "DCGM_FI_DEV_POWER_USAGE"),
            Best(value => value, "DCGM_FI_DEV_GPU_TEMP"),
            Best(value => ((long)value & 0xEC) != 0 ? 1 : 0, "DCGM_FI_DEV_CLOCKS_EVENT_REASONS", "DCGM_FI_DEV_CLOCK_THROTTLE_REASONS"),
            Best(value => value, "DCGM_FI_DEV_XID_ERRORS"),
        ];
        var text = model is null ? "-" : Encoding.UTF8.GetString(Encoding.Latin1.GetBytes(model));
        return $"{id} {how} {text}: {string.Join(' ', values.Select(value => value?.ToString("R", CultureInfo.InvariantCulture) ?? "-"))}";
    }

    private static double? Known(double value, Func<double, double?> translate) =>
        double.IsNaN(value) || value < 0 || value is >= 2147483632 and <= 2147483647 || value >= 140737488355328 ? null : translate(value);

    private static double? Share(double value) => value > 1.01 ? null : Math.Min(1, value);

    private static double? Mebibytes(double value) => value * 1048576;

    private static double? Max(IEnumerable<double?> values) => values.Max();

    private static string? How(string uuid, string? instance, bool isHeld, string[] uuids, bool isAttributed)
    {
        var isListed = Array.Exists(uuids, known => known == uuid || (instance is not null && known.StartsWith($"MIG-{uuid}/{instance}/", StringComparison.Ordinal)));
        return isHeld ? "pod" : isListed ? "uuid" : uuids.Length == 0 && !isAttributed ? "node" : null;
    }

    private static int Holder(SlowSeries series, string podNamespace, string podName)
    {
        var pod = First(series, "exported_pod", "pod", "pod_name");
        if (pod is null && First(series, "pod_uid") is null)
        {
            return 1;
        }

        return pod == podName && First(series, "exported_namespace", "namespace", "pod_namespace") == podNamespace ? 0 : 2;
    }

    private static bool IsId(string? id) => id is { Length: > 0 and <= 64 } && id.All(character => character is >= '!' and <= '~' and not '\\');

    private static string? First(SlowSeries series, params string[] names) => First(series, names, _ => true);

    private static string? First(SlowSeries series, string name, string otherName, Func<string, bool> accepts) => First(series, [name, otherName], accepts);

    private static string? First(SlowSeries series, string[] names, Func<string, bool> accepts) => names
        .Select(name => series.Labels.LastOrDefault(label => label.Key == name && label.Value.Length > 0).Value)
        .FirstOrDefault(value => value is not null) is { } found && accepts(found) ? found : null;
}
