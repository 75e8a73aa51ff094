using Wva.Replay.Cluster;
using Wva.Replay.Scalers;
using Wva.Simulation.Engines;

namespace Wva.Replay.Loop;

/// <summary>
/// A small fleet of one model, a cheap variant and a dear one, that the generated day (<see cref="Simulation.Traces.ChatDay"/>) moves out and in again within minutes.
/// Llama-3.1-8B on an A10G and on an L40S (<see cref="EngineProfiles"/>), AWS prices by the hour.
/// </summary>
public static class DemoFleet
{
    private const int ContextTokens = 16_384;

    /// <summary>Requests a second of the generated day, on its average, whose peak takes the cheap variant and begins the dear one.</summary>
    public const double MeanRequestsPerSecond = 2.2;

    /// <summary>From a pod's process to its first answer; short, so that minutes suffice.</summary>
    public static TimeSpan Startup { get; } = TimeSpan.FromSeconds(10);

    /// <summary>The policy's window of scaling in, and the scaler's; short, too.</summary>
    public static TimeSpan ScaleInStabilization { get; } = TimeSpan.FromSeconds(15);

    /// <summary>Its variants, the cheapest first.</summary>
    public static IReadOnlyList<LoopVariant> Variants { get; } =
    [
        Variant("a10g", "A10G", costPerHour: 1.006, "llama-8b-a10g-tp1", min: 1, max: 3),
        Variant("l40s", "L40S", costPerHour: 1.861, "llama-8b-l40s-tp1", min: 0, max: 4),
    ];

    /// <summary>The same with two replicas of the cheap one, so that the evening's peak finds less than it needs.</summary>
    public static IReadOnlyList<LoopVariant> Evening { get; } =
        [.. Variants.Select(static (variant, i) => variant with { Pods = variant.Pods with { InitialReplicas = i == 0 ? 2 : 0 } })];

    private static LoopVariant Variant(string name, string accelerator, double costPerHour, string engine, int min, int max)
    {
        var parameters = WithContext(EngineProfiles.Find(engine)!);
        return new LoopVariant(
            new VirtualVariant
            {
                Name = name,
                Accelerator = accelerator,
                CostPerHour = costPerHour,
                InitialReplicas = min,
                PodTemplateHash = "7f6d",
                EngineArguments = parameters.Limits.ToArguments(),
                Startup = StartupTime.Of(Startup),
            },
            parameters,
            new HpaOptions { MinReplicas = min, MaxReplicas = max, ScaleDown = HpaRules.DefaultScaleDown with { StabilizationWindow = ScaleInStabilization } });
    }

    private static EngineParameters WithContext(EngineParameters engine) => engine with { Limits = engine.Limits with { MaxModelLength = ContextTokens } };
}
