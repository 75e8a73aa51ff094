using Wva.Scenarios;

namespace Wva.Kubernetes.Resources;

/// <summary>Reads back what <see cref="StatusJson"/> writes: the store's own word after a restart, the watcher's view of it elsewhere.</summary>
internal static class StatusReader
{
    /// <summary>Reads the object at <c>status</c>; members that are not ours are passed over.</summary>
    public static VariantAutoscalingStatus Read(JsonCursor status) => new()
    {
        ObservedGeneration = (long?)status.Member("observedGeneration").AsNumber(0) ?? 0,
        CurrentAlloc = IfPresent(status.Member("currentAlloc"), ReadCurrent),
        DesiredOptimizedAlloc = IfPresent(status.Member("desiredOptimizedAlloc"), ReadDesired),
        Actuation = IfPresent(status.Member("actuation"), actuation => new ActuationStatus(actuation.Member("applied").AsFlag() ?? false)),
        LastDecision = IfPresent(status.Member("lastDecision"), ReadLastDecision),
        Conditions = [.. status.Member("conditions").Items().Select(ReadCondition)],
    };

    private static CurrentAllocation ReadCurrent(JsonCursor current) => new()
    {
        Accelerator = current.Member("accelerator").AsText(),
        NumReplicas = current.Member("numReplicas").Required().AsInteger(0) ?? 0,
        MaxBatch = current.Member("maxBatch").AsInteger(0),
        VariantCost = current.Member("variantCost").AsText(),
        ItlAverage = current.Member("itlAverage").AsText(),
        TtftAverage = current.Member("ttftAverage").AsText(),
        Load = IfPresent(current.Member("load"), load => new AllocationLoad(
            load.Member("arrivalRate").AsText(),
            load.Member("avgInputTokens").AsText(),
            load.Member("avgOutputTokens").AsText())),
    };

    private static DesiredAllocation ReadDesired(JsonCursor desired) => new(
        desired.Member("numReplicas").AsInteger(0),
        desired.Member("accelerator").AsText(),
        desired.Member("lastRunTime").Required().AsTime() ?? default);

    private static LastDecision ReadLastDecision(JsonCursor last) => new()
    {
        Time = last.Member("time").Required().AsTime() ?? default,
        From = last.Member("from").AsInteger(0),
        To = last.Member("to").Required().AsInteger(0) ?? 0,
        Reason = last.Member("reason").Required().AsText() ?? "",
        Message = last.Member("message").Required().AsText() ?? "",
        ObservedAt = last.Member("observedAt").AsTime(),
    };

    private static Condition ReadCondition(JsonCursor condition) => new()
    {
        Type = condition.Member("type").Required().AsName() ?? "",
        Status = condition.Member("status").Required()
            .AsOneOf(("True", ConditionStatus.True), ("False", ConditionStatus.False), ("Unknown", ConditionStatus.Unknown)) ?? ConditionStatus.Unknown,
        Reason = condition.Member("reason").AsText() ?? "",
        Message = condition.Member("message").AsText() ?? "",
        LastTransitionTime = condition.Member("lastTransitionTime").Required().AsTime() ?? default,
        ObservedGeneration = (long?)condition.Member("observedGeneration").AsNumber(0) ?? 0,
    };

    private static T? IfPresent<T>(JsonCursor cursor, Func<JsonCursor, T> read)
        where T : class => cursor.IsAbsent ? null : read(cursor);
}
