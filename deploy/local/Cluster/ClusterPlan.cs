using Wva.Replay.Loop;

namespace Wva.Local.Cluster;

/// <summary>What a simulated cluster consists of.</summary>
/// <param name="Model">The one model that all variants serve.</param>
/// <param name="Variants">Its variants, the cheapest first.</param>
/// <param name="Startup">From a pod's process to its first answer.</param>
/// <param name="ScaleInStabilization">The policy's window of scaling in.</param>
internal sealed record ClusterPlan(string Model, IReadOnlyList<LoopVariant> Variants, TimeSpan Startup, TimeSpan ScaleInStabilization)
{
    /// <summary>The demonstration's fleet; its pods are processes, so it is a probe that says when they are ready.</summary>
    public static ClusterPlan Default { get; } = new(
        "demo/llama-3.1-8b",
        [.. DemoFleet.Evening.Select(static variant => variant with { Pods = variant.Pods with { Startup = null } })],
        DemoFleet.Startup,
        DemoFleet.ScaleInStabilization);

    /// <summary>The variant of a name.</summary>
    public LoopVariant Of(string name) => Variants.First(variant => string.Equals(variant.Pods.Name, name, StringComparison.Ordinal));
}
