using Wva.Scaling.Decision;
using Wva.Scaling.Inputs;

namespace Wva.Scaling.Tests;

/// <summary>Small fleets in few words. A fresh replica carries nothing unless said; with the default thresholds 0.7 of its KV cache, or 2 requests waiting, is one replica's worth.</summary>
internal static class Fleets
{
    public const double OneReplica = 0.7;

    public static readonly DateTimeOffset Start = new(2026, 12, 1, 8, 0, 0, TimeSpan.Zero);

    public static readonly ScalingPolicy Policy = new();

    public static ReplicaSnapshot Pod(string name, double? kv = 0, double? waiting = 0)
        => new() { Pod = name, AgeSeconds = 0.5, KvCacheUsage = kv, Waiting = waiting, Running = 1 };

    public static ReplicaSnapshot Stale(this ReplicaSnapshot pod) => pod with { Stale = true, AgeSeconds = 20 };

    public static ReplicaSnapshot Silent(this ReplicaSnapshot pod, double seconds) => pod with { Stale = true, AgeSeconds = 30 + seconds, SilentSeconds = seconds };

    public static ReplicaSnapshot As(this ReplicaSnapshot pod, ReplicaState state) => pod with { State = state };

    public static ReplicaSnapshot Starting(string name) => new() { Pod = name, State = ReplicaState.Starting };

    public static VariantSnapshot Variant(string name, params ReplicaSnapshot[] pods) => new()
    {
        Spec = new VariantSpec { Key = new VariantKey("ns", name), ModelId = "m" },
        Current = pods.Where(p => p.State is not ReplicaState.Draining).Select(p => p.Pod).Distinct(StringComparer.Ordinal).Count(),
        Replicas = [.. pods],
    };

    public static VariantSnapshot Of(this VariantSnapshot variant, double? cost = null, int? min = null, int? max = null, Role role = Role.Both)
        => variant with { Spec = variant.Spec with { Cost = cost ?? VariantSpec.DefaultCost, Min = min, Max = max, Role = role } };

    public static FleetSnapshot Fleet(params VariantSnapshot[] variants) => new(Start, [new ModelSnapshot("ns", "m", [.. variants])]);

    public static FleetSnapshot At(this FleetSnapshot fleet, double seconds) => fleet with { Now = Start.AddSeconds(seconds) };

    /// <summary>Decides once, in a settled system.</summary>
    public static IReadOnlyList<VariantDecision> Decide(params VariantSnapshot[] variants) => ScalingCore.Decide(Fleet(variants), Policy, LearnedState.Settled).Plan.Decisions;

    /// <summary>Decides once, in a settled system where scaling to zero is allowed.</summary>
    public static IReadOnlyList<VariantDecision> DecideWithZero(params VariantSnapshot[] variants)
        => ScalingCore.Decide(Fleet(variants), Policy with { ScaleToZero = new ScaleToZeroPolicy(Enabled: true, TimeSpan.FromMinutes(10)) }, LearnedState.Settled).Plan.Decisions;

    /// <summary>Decides once for one variant, in a settled system.</summary>
    public static VariantDecision DecideOne(VariantSnapshot variant, ScalingPolicy? policy = null)
        => Assert.Single(ScalingCore.Decide(Fleet(variant), policy ?? Policy, LearnedState.Settled).Plan.Decisions);

    public static int?[] Targets(this IEnumerable<VariantDecision> decisions) => [.. decisions.Select(d => d.Target)];

    public static bool Says(this VariantDecision decision, string code) => decision.Reasons.Concat(decision.Considered).Any(r => string.Equals(r.Code, code, StringComparison.Ordinal));
}
