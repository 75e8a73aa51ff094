using Wva.Kubernetes.Resources;

namespace Wva.Aggregator.Publish;

/// <summary>What a new status changes against the one that stands.</summary>
internal static class StatusChange
{
    /// <summary>True where the change is news: a decision, a condition, another spec. All else is telemetry and can wait.</summary>
    public static bool IsNews(VariantAutoscalingStatus? before, VariantAutoscalingStatus after) =>
        before is null
        || before.ObservedGeneration != after.ObservedGeneration
        || before.DesiredOptimizedAlloc?.NumReplicas != after.DesiredOptimizedAlloc?.NumReplicas
        || before.DesiredOptimizedAlloc?.Accelerator != after.DesiredOptimizedAlloc?.Accelerator
        || !before.Conditions.Select(Essence).SequenceEqual(after.Conditions.Select(Essence));

    /// <summary>True where nothing has changed but the time of the run.</summary>
    public static bool IsNone(VariantAutoscalingStatus before, VariantAutoscalingStatus after) =>
        StatusJson.Write(WithoutRunTime(before)).ToJsonString() == StatusJson.Write(WithoutRunTime(after)).ToJsonString();

    private static VariantAutoscalingStatus WithoutRunTime(VariantAutoscalingStatus status) =>
        status with { DesiredOptimizedAlloc = status.DesiredOptimizedAlloc is { } desired ? desired with { LastRunTime = default } : null };

    // Messages carry numbers that move all the time; that of a bad configuration does not, and its user waits for it.
    private static (string Type, ConditionStatus Status, string Reason, string? Message) Essence(Condition condition) =>
        (condition.Type, condition.Status, condition.Reason, condition.Reason == ConditionReasons.InvalidConfiguration ? condition.Message : null);
}
