using System.Collections.Immutable;
using System.Text;
using Wva.Telemetry.Exposition;

namespace Wva.Telemetry.Gpus;

/// <summary>The exporter's names, found by their bytes. Immutable.</summary>
internal static class GpuTable
{
    /// <summary>The metrics that are read.</summary>
    public static NameSet Metrics { get; } = new([.. DcgmMetrics.Sources.Select(source => source.Name)]);

    /// <summary>The labels that are read.</summary>
    public static NameSet LabelNames { get; } = new([.. DcgmMetrics.Labels.Select(label => label.Name)]);

    /// <summary>What every name of the exporter begins with.</summary>
    public static byte[] Prefix { get; } = Encoding.ASCII.GetBytes(DcgmMetrics.Prefix);

    /// <summary>Number of <see cref="GpuSignal"/>s.</summary>
    public static int SignalCount { get; } = Enum.GetValues<GpuSignal>().Length;

    /// <summary>Number of <see cref="GpuLabelKind"/>s.</summary>
    public static int LabelKindCount { get; } = Enum.GetValues<GpuLabelKind>().Length;

    /// <summary>What a metric says, by its index in <see cref="Metrics"/>.</summary>
    public static ImmutableArray<GpuSource> Sources => DcgmMetrics.Sources;

    /// <summary>What a label says, by its index in <see cref="LabelNames"/>.</summary>
    public static ImmutableArray<GpuLabel> Labels => DcgmMetrics.Labels;
}
