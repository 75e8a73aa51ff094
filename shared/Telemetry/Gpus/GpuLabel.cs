namespace Wva.Telemetry.Gpus;

/// <summary>A label name and what it says.</summary>
/// <param name="Name">Name on the page.</param>
/// <param name="Kind">What it says.</param>
public readonly record struct GpuLabel(string Name, GpuLabelKind Kind);
