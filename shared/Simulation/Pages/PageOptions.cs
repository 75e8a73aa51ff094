using Wva.Simulation.Engines;

namespace Wva.Simulation.Pages;

/// <summary>What a page says of the engine that never changes while it runs.</summary>
public sealed record PageOptions
{
    /// <summary>Name of the model served.</summary>
    public required string Model { get; init; }

    /// <summary>What the engine holds at once.</summary>
    public required EngineLimits Limits { get; init; }

    /// <summary>When the engine's process started; its counters began then.</summary>
    public required DateTimeOffset StartedAt { get; init; }

    /// <summary>Share of the GPU's memory that it was given.</summary>
    public double GpuMemoryUtilization { get; init; } = 0.92;

    /// <summary>Bytes of its KV cache; null where it was not given any number.</summary>
    public long? KvCacheMemoryBytes { get; init; }
}
