using Wva.Replay.Cluster;
using Wva.Replay.Scalers;
using Wva.Simulation.Engines;

namespace Wva.Replay.Loop;

/// <summary>
/// A small fleet of one model, a cheap variant and a dear one, that the generated day (<see cref="Simulation.Traces.ChatDay"/>) moves out and in again within minutes.
/// Llama-3.1-8B on an A10G and on an L40S: iteration times by memory bandwidth and FLOPS, KV cache of 24 and 48 GB cards, AWS prices by the hour.
/// </summary>
public static class DemoFleet
{
    private const int ContextTokens = 16_384;

    private static readonly TimeSpan DownWindow = TimeSpan.FromSeconds(15);

    /// <summary>From a pod's process to its first answer; short, so that minutes suffice.</summary>
    public static TimeSpan Startup { get; } = TimeSpan.FromSeconds(10);

    /// <summary>Its variants, the cheapest first; the window of scaling in is short, too.</summary>
    public static IReadOnlyList<LoopVariant> Variants { get; } =
    [
        Variant("a10g", "A10G", costPerHour: 1.006, new EngineSpeed(33, 0.08, 0.26, 0.27), kvTokens: 38_000, min: 1, max: 3),
        Variant("l40s", "L40S", costPerHour: 1.861, new EngineSpeed(22.6, 0.05, 0.085, 0.19), kvTokens: 212_000, min: 0, max: 4),
    ];

    private static LoopVariant Variant(string name, string accelerator, double costPerHour, EngineSpeed speed, int kvTokens, int min, int max)
    {
        var limits = new EngineLimits(kvTokens) { MaxModelLength = ContextTokens };
        return new LoopVariant(
            new VirtualVariant
            {
                Name = name,
                Accelerator = accelerator,
                CostPerHour = costPerHour,
                InitialReplicas = min,
                PodTemplateHash = "7f6d",
                EngineArguments = limits.ToArguments(),
                Startup = StartupTime.Of(Startup),
            },
            new EngineParameters(speed, limits),
            new HpaOptions { MinReplicas = min, MaxReplicas = max, ScaleDown = HpaRules.DefaultScaleDown with { StabilizationWindow = DownWindow } });
    }
}
