using Wva.Simulation.Engines;

namespace Wva.Simulation.Serving;

/// <summary>What a simulated engine is.</summary>
public sealed record SimulatedEngineOptions
{
    /// <summary>Name of the model served.</summary>
    public required string Model { get; init; }

    /// <summary>Speed and limits.</summary>
    public required EngineParameters Parameters { get; init; }

    /// <summary>How long it takes from its start until it answers.</summary>
    public TimeSpan Startup { get; init; }

    /// <summary>Told of each page that is read, by the gauges on it; must not block.</summary>
    public Action<EngineGauges> PageRead { get; init; } = static _ => { };

    /// <summary>Port on loopback; 0 takes a free one.</summary>
    public int Port { get; init; }
}
