using System.Globalization;
using Wva.Fleet;
using Wva.Kubernetes.Resources;

namespace Wva.Aggregator.Publish;

/// <summary>Decision and telemetry of one variant -> its whole status. Pure. What is unknown is left out, never zero.</summary>
internal static class StatusBuilder
{
    private const int ShortestAcceleratorName = 2; // of desiredOptimizedAlloc, in the published schema

    /// <summary>Builds.</summary>
    public static VariantAutoscalingStatus Build(PublishInput input) => new()
    {
        ObservedGeneration = input.Stored.Resource.Metadata.Generation,
        CurrentAlloc = Current(input),
        DesiredOptimizedAlloc = Desired(input),
        Actuation = input.Decision.Target is null ? null : new ActuationStatus(Applied: true),
        LastDecision = Last(input),
        Conditions = ConditionBuilder.Build(input),
    };

    private static CurrentAllocation? Current(PublishInput input)
    {
        var variant = input.Decision.Variant;
        if (input.Stored.TargetState != TargetState.Found && variant.Replicas.IsEmpty)
        {
            return null;
        }

        return new CurrentAllocation
        {
            Accelerator = variant.Spec.Accelerator,
            NumReplicas = variant.Current,
            MaxBatch = input.Stored.Resource.Spec.FirstAccelerator?.MaxBatchSize,
            VariantCost = Decimals(variant.Spec.Cost * variant.Current),
            ItlAverage = Decimals(input.Load?.ItlSeconds * 1000),
            TtftAverage = Decimals(input.Load?.TtftSeconds * 1000),
            Load = Load(input.Load),
        };
    }

    private static AllocationLoad? Load(VariantLoad? load)
    {
        var built = new AllocationLoad(Decimals(load?.ArrivalsPerSecond * 60), Decimals(load?.AvgInputTokens), Decimals(load?.AvgOutputTokens));
        return built == new AllocationLoad(null, null, null) ? null : built;
    }

    private static DesiredAllocation? Desired(PublishInput input)
    {
        var accelerator = input.Decision.Variant.Spec.Accelerator;
        return input.Decision.Target is { } target
            ? new DesiredAllocation(target, accelerator?.Length >= ShortestAcceleratorName ? accelerator : null, input.Now)
            : null;
    }

    private static LastDecision? Last(PublishInput input)
    {
        var before = input.Previous?.DesiredOptimizedAlloc?.NumReplicas;
        if (input.Decision.Target is not { } target || target == before)
        {
            return input.Previous?.LastDecision;
        }

        return new LastDecision
        {
            Time = input.Now,
            From = before,
            To = target,
            Reason = input.Decision.Reason.Code,
            Message = input.Decision.Reason.Message,
            ObservedAt = input.Decision.NewestSignalAgeSeconds is { } age ? input.Now - TimeSpan.FromSeconds(age) : null,
        };
    }

    private static string? Decimals(double? number) =>
        number is { } known && double.IsFinite(known) ? Math.Max(known, 0).ToString("F2", CultureInfo.InvariantCulture) : null;
}
