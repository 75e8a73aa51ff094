using System.Globalization;
using System.Text.Json.Nodes;

namespace Wva.Kubernetes.Resources;

/// <summary>Status -> JSON, with the published names; what is unknown is left out.</summary>
public static class StatusJson
{
    // The API server's Time has whole seconds.
    private const string Seconds = "yyyy-MM-dd'T'HH:mm:ss'Z'";
    private const string Milliseconds = "yyyy-MM-dd'T'HH:mm:ss.fff'Z'";

    /// <summary>Writes the whole status.</summary>
    public static JsonObject Write(VariantAutoscalingStatus status)
    {
        var json = new JsonObject { ["observedGeneration"] = status.ObservedGeneration };
        Add(json, "currentAlloc", status.CurrentAlloc is { } current ? Write(current) : null);
        Add(json, "desiredOptimizedAlloc", status.DesiredOptimizedAlloc is { } desired ? Write(desired) : null);
        Add(json, "actuation", status.Actuation is { } actuation ? new JsonObject { ["applied"] = actuation.Applied } : null);
        Add(json, "lastDecision", status.LastDecision is { } last ? Write(last) : null);
        var conditions = new JsonArray();
        foreach (var condition in status.Conditions)
        {
            conditions.Add((JsonNode)Write(condition));
        }

        json["conditions"] = conditions;
        return json;
    }

    private static JsonObject Write(CurrentAllocation current)
    {
        var json = new JsonObject();
        Add(json, "accelerator", current.Accelerator);
        json["numReplicas"] = current.NumReplicas;
        Add(json, "maxBatch", current.MaxBatch);
        Add(json, "variantCost", current.VariantCost);
        Add(json, "itlAverage", current.ItlAverage);
        Add(json, "ttftAverage", current.TtftAverage);
        if (current.Load is { } load)
        {
            var inner = new JsonObject();
            Add(inner, "arrivalRate", load.ArrivalRate);
            Add(inner, "avgInputTokens", load.AvgInputTokens);
            Add(inner, "avgOutputTokens", load.AvgOutputTokens);
            json["load"] = inner;
        }

        return json;
    }

    private static JsonObject Write(DesiredAllocation desired)
    {
        var json = new JsonObject { ["lastRunTime"] = Text(desired.LastRunTime, Seconds) };
        Add(json, "accelerator", desired.Accelerator);
        Add(json, "numReplicas", desired.NumReplicas);
        return json;
    }

    private static JsonObject Write(LastDecision last)
    {
        var json = new JsonObject { ["time"] = Text(last.Time, Milliseconds) };
        Add(json, "from", last.From);
        json["to"] = last.To;
        json["reason"] = last.Reason;
        json["message"] = last.Message;
        Add(json, "observedAt", last.ObservedAt is { } observed ? Text(observed, Milliseconds) : null);
        return json;
    }

    private static JsonObject Write(Condition condition) => new()
    {
        ["type"] = condition.Type,
        ["status"] = condition.Status.ToString(),
        ["reason"] = condition.Reason,
        ["message"] = condition.Message,
        ["lastTransitionTime"] = Text(condition.LastTransitionTime, Seconds),
        ["observedGeneration"] = condition.ObservedGeneration,
    };

    private static void Add(JsonObject json, string name, JsonNode? value)
    {
        if (value is not null)
        {
            json[name] = value;
        }
    }

    private static string Text(DateTimeOffset time, string format) => time.UtcDateTime.ToString(format, CultureInfo.InvariantCulture);
}
