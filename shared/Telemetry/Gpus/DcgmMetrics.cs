using System.Collections.Immutable;

namespace Wva.Telemetry.Gpus;

/// <summary>
/// The only list of the names and labels of NVIDIA's DCGM exporter, 2.x to 4.x. Its operators choose its metrics freely, so each of them may lack;
/// a name that is read for nothing but its labels still tells that the page is DCGM's and whose the GPU is.
/// </summary>
public static class DcgmMetrics
{
    /// <summary>What every name of the exporter begins with.</summary>
    public const string Prefix = "DCGM_";

    /// <summary>The metrics.</summary>
    public static ImmutableArray<GpuSource> Sources { get; } =
    [
        // Absent, not 0, for a GPU with MIG on.
        new("DCGM_FI_DEV_GPU_UTIL", GpuSignal.Utilisation, GpuUnit.Percent),

        // A share, whatever older HELP texts say of percent.
        new("DCGM_FI_PROF_GR_ENGINE_ACTIVE", GpuSignal.EngineActive, GpuUnit.Share),
        new("DCGM_FI_PROF_PIPE_TENSOR_ACTIVE", GpuSignal.TensorActive, GpuUnit.Share),
        new("DCGM_FI_DEV_FB_USED", GpuSignal.MemoryUsed, GpuUnit.Mebibytes),
        new("DCGM_FI_DEV_FB_FREE", GpuSignal.MemoryFree, GpuUnit.Mebibytes),
        new("DCGM_FI_DEV_FB_RESERVED", GpuSignal.MemoryDriver, GpuUnit.Mebibytes),
        new("DCGM_FI_DEV_FB_TOTAL", GpuSignal.MemoryTotal, GpuUnit.Mebibytes),
        new("DCGM_FI_DEV_POWER_USAGE", GpuSignal.Power),
        new("DCGM_FI_DEV_GPU_TEMP", GpuSignal.Temperature),

        // One field, renamed by NVIDIA. The counters *_VIOLATION tell that clocks were held down at some time, not that they are.
        new("DCGM_FI_DEV_CLOCKS_EVENT_REASONS", GpuSignal.Throttled, GpuUnit.ClockReasons),
        new("DCGM_FI_DEV_CLOCK_THROTTLE_REASONS", GpuSignal.Throttled, GpuUnit.ClockReasons),
        new("DCGM_FI_DEV_XID_ERRORS", GpuSignal.Xid),

        new("DCGM_FI_DEV_SM_CLOCK", GpuSignal.Presence),
        new("DCGM_FI_DEV_MEM_CLOCK", GpuSignal.Presence),
        new("DCGM_FI_DEV_MEMORY_TEMP", GpuSignal.Presence),
        new("DCGM_FI_DEV_TOTAL_ENERGY_CONSUMPTION", GpuSignal.Presence),
        new("DCGM_FI_DEV_PCIE_REPLAY_COUNTER", GpuSignal.Presence),
        new("DCGM_FI_DEV_MEM_COPY_UTIL", GpuSignal.Presence),
        new("DCGM_FI_DEV_VGPU_LICENSE_STATUS", GpuSignal.Presence),
        new("DCGM_FI_PROF_DRAM_ACTIVE", GpuSignal.Presence),
    ];

    /// <summary>
    /// The labels; of several names for one thing the first that has a value counts. <c>exported_…</c> comes first: where a Prometheus stands between,
    /// the plain names are the exporter's own pod.
    /// </summary>
    public static ImmutableArray<GpuLabel> Labels { get; } =
    [
        new("UUID", GpuLabelKind.Uuid), new("uuid", GpuLabelKind.Uuid), new("gpu_uuid", GpuLabelKind.Uuid),
        new("GPU_I_ID", GpuLabelKind.Instance),
        new("modelName", GpuLabelKind.Model), new("model_name", GpuLabelKind.Model),
        new("Hostname", GpuLabelKind.Host), new("hostname", GpuLabelKind.Host),
        new("exported_pod", GpuLabelKind.Pod), new("pod", GpuLabelKind.Pod), new("pod_name", GpuLabelKind.Pod),
        new("exported_namespace", GpuLabelKind.Namespace), new("namespace", GpuLabelKind.Namespace), new("pod_namespace", GpuLabelKind.Namespace),
        new("pod_uid", GpuLabelKind.PodUid),
        new("dra_mig_device_uuid", GpuLabelKind.MigDevice),
    ];
}
