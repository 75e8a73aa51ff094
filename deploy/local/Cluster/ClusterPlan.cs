using Wva.Replay.Cluster;
using Wva.Replay.Loop;
using Wva.Replay.Scalers;
using Wva.Simulation.Engines;

namespace Wva.Local.Cluster;

/// <summary>What a simulated cluster consists of.</summary>
/// <param name="Model">The one model that all variants serve.</param>
/// <param name="Variants">Its variants, the cheapest first.</param>
/// <param name="Startup">From a pod's process to its first answer.</param>
/// <param name="ScaleInStabilization">The policy's window of scaling in.</param>
internal sealed record ClusterPlan(string Model, IReadOnlyList<LoopVariant> Variants, TimeSpan Startup, TimeSpan ScaleInStabilization)
{
    private const int ContextTokens = 16_384;

    /// <summary>
    /// Llama-3.1-8B on an A10G and on an L40S: iteration times by memory bandwidth and FLOPS, KV cache of 24 and 48 GB cards, AWS prices by the hour. Start-up and windows are short, so that minutes suffice.
    /// </summary>
    public static ClusterPlan Default { get; } = new(
        "demo/llama-3.1-8b",
        [
            Variant("a10g", "A10G", 1.006, new EngineSpeed(33, 0.08, 0.26, 0.27), kvTokens: 38_000, min: 1, max: 3),
            Variant("l40s", "L40S", 1.861, new EngineSpeed(22.6, 0.05, 0.085, 0.19), kvTokens: 212_000, min: 0, max: 4),
        ],
        TimeSpan.FromSeconds(10),
        TimeSpan.FromSeconds(15));

    /// <summary>The variant of a name.</summary>
    public LoopVariant Of(string name) => Variants.First(variant => string.Equals(variant.Pods.Name, name, StringComparison.Ordinal));

    private static LoopVariant Variant(string name, string accelerator, double cost, EngineSpeed speed, int kvTokens, int min, int max) => new(
        new VirtualVariant { Name = name, Accelerator = accelerator, CostPerHour = cost, InitialReplicas = min, PodTemplateHash = "7f6d" },
        new EngineParameters(speed, new EngineLimits(kvTokens) { MaxModelLength = ContextTokens }),
        new HpaOptions
        {
            MinReplicas = min,
            MaxReplicas = max,
            ScaleDown = new HpaRules { StabilizationWindow = TimeSpan.FromSeconds(15), Policies = [new HpaPolicy(HpaPolicyKind.Percent, 100, TimeSpan.FromSeconds(15))] },
        });
}
