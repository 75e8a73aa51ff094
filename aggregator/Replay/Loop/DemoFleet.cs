using Wva.Replay.Cluster;
using Wva.Replay.Scalers;
using Wva.Simulation.Engines;

namespace Wva.Replay.Loop;

/// <summary>
/// A small fleet of one model, two cheap variants and a dear one, that the generated day (<see cref="Simulation.Traces.ChatDay"/>) moves out and in again within minutes.
/// Llama-3.1-8B: what an iteration costs is scaled from measured GPUs by bandwidth and FLOPS, and the KV cache is what the cards leave; costs are AWS's by the hour.
/// </summary>
public static class DemoFleet
{
    private static readonly TimeSpan Startup = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan DownWindow = TimeSpan.FromSeconds(15);

    // An L4 with a full batch takes so long for a thousand tokens.
    private static readonly TimeSpan TerminationGrace = TimeSpan.FromSeconds(90);

    /// <summary>Its variants, the cheapest first. Start-up and window of scaling in are short, so that minutes suffice.</summary>
    public static IReadOnlyList<LoopVariant> Variants { get; } =
    [
        Variant("l4", "L4", costPerHour: 0.805, new EngineSpeed(67, 0.10, 0.27, 0.55), kvTokens: 38_000, min: 1, max: 3),
        Variant("a10g", "A10G", costPerHour: 1.006, new EngineSpeed(33, 0.08, 0.26, 0.27), kvTokens: 38_000, min: 0, max: 3),
        Variant("l40s", "L40S", costPerHour: 1.861, new EngineSpeed(22.6, 0.05, 0.085, 0.19), kvTokens: 212_000, min: 0, max: 2),
    ];

    private static LoopVariant Variant(string name, string accelerator, double costPerHour, EngineSpeed speed, int kvTokens, int min, int max) => new(
        new VirtualVariant
        {
            Name = name,
            Accelerator = accelerator,
            CostPerHour = costPerHour,
            InitialReplicas = min,
            PodTemplateHash = "7c9f4d5b68",
            Startup = StartupTime.Of(Startup),
            TerminationGrace = TerminationGrace,
        },
        new EngineParameters(speed, new EngineLimits(kvTokens) { MaxModelLength = 16_384 }),
        new HpaOptions { MinReplicas = min, MaxReplicas = max, ScaleDown = HpaRules.DefaultScaleDown with { StabilizationWindow = DownWindow } });
}
