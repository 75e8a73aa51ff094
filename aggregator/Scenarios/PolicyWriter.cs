using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json.Nodes;
using Wva.Scaling.Inputs;

namespace Wva.Scenarios;

/// <summary>A policy as a scenario's <c>policy</c>: every number is written out, so that a later default does not change what an old text means.</summary>
internal static class PolicyWriter
{
    public static JsonObject Write(ScalingPolicy policy)
    {
        var written = new JsonObject { ["published"] = policy.Published };
        AddOwn(written, policy);
        written["enableLimiter"] = policy.EnableLimiter;
        written["enableRescale"] = policy.EnableRescale;
        written.AddKnown("gpuInventory", policy.GpuInventory is { } inventory ? Counts(inventory) : null);
        written.AddKnown("quotas", ListOf(policy.Quotas, Quota));
        written.AddKnown("priority", Numbers(policy.Priority));
        written.AddKnown("schedules", ListOf(policy.Schedules, Schedule));
        written.AddKnown("costPerHourCap", Numbers(policy.CostPerHourCap));
        written.AddKnown("overrides", ListOf(policy.Overrides, Override));
        return written;
    }

    private static void AddOwn(JsonObject written, ScalingPolicy policy)
    {
        written["analyzers"] = new JsonArray([.. policy.Analyzers.Select(Analyzer)]);
        written["kvCacheThreshold"] = JsonText.Number(policy.KvCacheThreshold);
        written["queueLengthThreshold"] = JsonText.Number(policy.QueueLengthThreshold);
        written["kvSpareTrigger"] = JsonText.Number(policy.KvSpareTrigger);
        written["queueSpareTrigger"] = JsonText.Number(policy.QueueSpareTrigger);
        written["scaleUpThreshold"] = JsonText.Number(policy.ScaleUpThreshold);
        written["scaleDownBoundary"] = JsonText.Number(policy.ScaleDownBoundary);
        written["scaleInStabilizationSeconds"] = policy.ScaleInStabilization.TotalSeconds;
        written["scaleToZero"] = new JsonObject { ["enabled"] = policy.ScaleToZero.Enabled, ["retentionSeconds"] = policy.ScaleToZero.Retention.TotalSeconds };
        if (policy.Slo is { } slo)
        {
            var targets = new JsonObject();
            targets.AddKnown("ttftSeconds", JsonText.Number(slo.TtftSeconds));
            targets.AddKnown("itlMilliseconds", JsonText.Number(slo.ItlMilliseconds));
            written["slo"] = targets;
        }
    }

    private static JsonNode Override(PolicyOverride entry)
    {
        var written = new JsonObject { ["namespace"] = entry.Namespace, ["modelID"] = entry.ModelId };
        AddOwn(written, entry.Policy);
        return written;
    }

    private static JsonNode Analyzer(AnalyzerSpec analyzer)
    {
        var written = new JsonObject { ["name"] = analyzer.Name, ["enabled"] = analyzer.Enabled, ["score"] = JsonText.Number(analyzer.Score) };
        written.AddKnown("scaleUpThreshold", JsonText.Number(analyzer.ScaleUpThreshold));
        written.AddKnown("scaleDownBoundary", JsonText.Number(analyzer.ScaleDownBoundary));
        return written;
    }

    private static JsonNode Quota(GpuQuota quota)
    {
        var written = new JsonObject { ["name"] = quota.Name };
        written.AddKnown("quotas", quota.ClusterGpus is { } cluster ? Counts(cluster) : null);
        written.AddKnown("namespaceQuotas", quota.NamespaceGpus is { } namespaces ? JsonText.Map(namespaces, Counts) : null);
        written.AddKnown("exclude", ListOf(quota.Exclude.Order(StringComparer.Ordinal).ToImmutableArray(), name => JsonValue.Create(name)));
        return written;
    }

    private static JsonNode Schedule(ScheduledMin schedule)
    {
        var written = new JsonObject();
        written.AddKnown("namespace", schedule.Namespace);
        written["variant"] = schedule.Variant;
        written["min"] = schedule.Min;
        written["from"] = schedule.From.ToString("HH:mm", CultureInfo.InvariantCulture);
        written["to"] = schedule.To.ToString("HH:mm", CultureInfo.InvariantCulture);
        return written;
    }

    private static JsonArray? ListOf<T>(ImmutableArray<T> items, Func<T, JsonNode?> write) => items.IsDefaultOrEmpty ? null : new JsonArray([.. items.Select(write)]);

    private static JsonObject Counts(ImmutableDictionary<string, int> counts) => JsonText.Map(counts, count => JsonValue.Create(count));

    private static JsonObject? Numbers(ImmutableDictionary<string, double> numbers) => numbers.IsEmpty ? null : JsonText.Map(numbers, number => JsonText.Number(number));
}
