using Wva.Fleet;
using Wva.Replay.Cluster;
using Wva.Scaling;
using Wva.Scaling.Decision;
using Wva.Scaling.Inputs;

namespace Wva.Replay.Loop;

/// <summary>The aggregator of the loop: the ledger's snapshot goes through the decision core, as in the real one.</summary>
internal sealed class LoopDecider
{
    private readonly LoopOptions _options;
    private readonly FleetLedger _ledger;
    private readonly ScalingPolicy _policy;
    private LearnedState _learned;

    public LoopDecider(LoopOptions options, FleetLedger ledger, DateTimeOffset start)
    {
        _options = options;
        _ledger = ledger;
        _policy = new ScalingPolicy { ScaleInStabilization = options.ScaleInStabilization, CyclePeriod = options.Cadence, ScaleToZero = ScaleToZeroPolicy.Off with { Enabled = true } };
        _learned = LearnedState.StartedAt(start);
    }

    /// <summary>Decides.</summary>
    /// <returns>One decision a variant.</returns>
    public IReadOnlyDictionary<string, VariantDecision> Decide(VirtualCluster cluster, DateTimeOffset now)
    {
        VariantInput[] inputs = [.. _options.Variants.Select(variant => new VariantInput(Spec(variant), cluster.Target(variant.Pods.Name)))];
        (var plan, _learned) = ScalingCore.Decide(_ledger.Snapshot(inputs, now), _policy, _learned);
        return plan.Decisions.ToDictionary(static decision => decision.Variant.Spec.Key.Name, StringComparer.Ordinal);
    }

    private VariantSpec Spec(LoopVariant variant) => new()
    {
        Key = new VariantKey("default", variant.Pods.Name),
        ModelId = _options.Model,
        Cost = variant.Pods.CostPerHour,
        Accelerator = variant.Pods.Accelerator,
        GpusPerReplica = variant.Pods.GpusPerReplica,
        Min = variant.Scaler.MinReplicas,
        Max = variant.Scaler.MaxReplicas,
    };
}
