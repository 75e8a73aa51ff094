using Wva.Simulation.Routing;

namespace Wva.Replay.Loop;

/// <summary>Everything that a virtual loop is made of, but its load.</summary>
public sealed record LoopOptions
{
    /// <summary>The variants of the one model.</summary>
    public required IReadOnlyList<LoopVariant> Variants { get; init; }

    /// <summary>The model.</summary>
    public string Model { get; init; } = "demo/llama";

    /// <summary>Seed of names and start-up times.</summary>
    public int Seed { get; init; } = 1;

    /// <summary>How the router chooses.</summary>
    public RoutingPolicy Routing { get; init; } = RoutingPolicy.LeastLoaded;

    /// <summary>How long a request waits at the router for a ready replica.</summary>
    public TimeSpan QueueTimeout { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>The policy's window of scaling in; short, as in a local run, so that minutes suffice to see one.</summary>
    public TimeSpan ScaleInStabilization { get; init; } = DemoFleet.ScaleInStabilization;

    /// <summary>How often pages are read and decisions made.</summary>
    public TimeSpan Cadence { get; init; } = TimeSpan.FromSeconds(1);
}
