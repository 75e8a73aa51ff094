namespace Wva.Telemetry.Engines;

/// <summary>A gauge that tells the size of the KV cache.</summary>
/// <param name="Name">Its name on the wire.</param>
/// <param name="Quantity">What it counts.</param>
/// <param name="When">Only series with this label count; null: all.</param>
public sealed record CacheNumber(string Name, CacheQuantity Quantity, LabelCondition? When = null);
