using System.Text.Json.Nodes;
using Wva.Scaling.Inputs;

namespace Wva.Scenarios;

/// <summary>A fleet as a scenario's <c>models</c>.</summary>
internal static class FleetWriter
{
    public static JsonNode Model(ModelSnapshot model)
    {
        var written = new JsonObject { ["namespace"] = model.Namespace, ["modelID"] = model.ModelId };
        if (model.SchedulerQueue is { } queue)
        {
            written["schedulerQueue"] = new JsonObject { ["requests"] = JsonText.Number(queue.Requests), ["bytes"] = JsonText.Number(queue.Bytes) };
        }

        written.AddKnown("requestsInRetention", JsonText.Number(model.RequestsInRetention));
        written["variants"] = new JsonArray([.. model.Variants.Select(Variant)]);
        if (!model.Given.IsEmpty)
        {
            written["analysis"] = new JsonArray([.. model.Given.Select(Given)]);
        }

        return written;
    }

    private static JsonNode Variant(VariantSnapshot variant)
    {
        var spec = variant.Spec;
        var written = new JsonObject { ["name"] = spec.Key.Name, ["cost"] = JsonText.Number(spec.Cost) };
        written.AddKnown("accelerator", spec.Accelerator);
        written["gpusPerReplica"] = spec.GpusPerReplica;
        written["role"] = Words.Of(Words.Roles, spec.Role);
        written.AddKnown("min", spec.Min);
        written.AddKnown("max", spec.Max);
        written["current"] = variant.Current;
        written["pending"] = variant.Pending;
        written.AddKnown("desired", variant.Desired);
        written["engine"] = variant.Engine;
        written.AddKnown("engineArgs", variant.EngineArguments is { } arguments ? new JsonArray([.. arguments.Select(argument => JsonValue.Create(argument))]) : null);
        written.AddKnown("podTemplateHash", variant.PodTemplateHash);
        written.AddKnown("rollout", Flag(variant.Rollout));
        written.AddKnown("startupSeconds", JsonText.Number(variant.StartupSeconds));
        written.AddKnown("stockOut", Flag(variant.StockOut));
        written.AddKnown("scalerTolerance", JsonText.Number(variant.ScalerTolerance));
        written.AddKnown("hold", variant.OperatorHold is { } hold ? Hold(hold) : null);
        written["replicas"] = new JsonArray([.. variant.Replicas.Select(Replica)]);
        return written;
    }

    private static JsonObject Hold(OperatorHold hold)
    {
        var written = new JsonObject();
        written.AddKnown("replicas", hold.Replicas);
        written.AddKnown("until", JsonText.Time(hold.Until));
        written.AddKnown("by", hold.By);
        return written;
    }

    private static JsonNode Replica(ReplicaSnapshot replica)
    {
        var written = new JsonObject { ["pod"] = replica.Pod };
        written.AddKnown("uid", replica.Uid);
        written["rank"] = replica.Rank;
        written["state"] = Words.Of(Words.States, replica.State);
        written.AddKnown("stale", Flag(replica.Stale));
        written.AddKnown("stalled", Flag(replica.Stalled));
        foreach (var (name, value) in Numbers(replica))
        {
            written.AddKnown(name, JsonText.Number(value));
        }

        return written;
    }

    private static IEnumerable<(string Name, double? Value)> Numbers(ReplicaSnapshot replica) =>
    [
        ("ageSeconds", replica.AgeSeconds),
        ("silentSeconds", replica.SilentSeconds),
        ("kvCacheUsage", replica.KvCacheUsage),
        ("waiting", replica.Waiting),
        ("running", replica.Running),
        ("kvCapacityTokens", replica.KvCapacityTokens),
        ("tokensInUse", replica.TokensInUse),
        ("avgInputTokens", replica.AvgInputTokens),
        ("avgOutputTokens", replica.AvgOutputTokens),
        ("prefixHitRate", replica.PrefixHitRate),
        ("arrivalsPerSecond", replica.ArrivalsPerSecond),
        ("promptTokensPerSecond", replica.PromptTokensPerSecond),
        ("generationTokensPerSecond", replica.GenerationTokensPerSecond),
        ("iterationSeconds", replica.IterationSeconds),
        ("preemptionsPerSecond", replica.PreemptionsPerSecond),
        ("ttftSeconds", replica.TtftSeconds),
        ("itlSeconds", replica.ItlSeconds),
        ("peakKvCacheUsage", replica.PeakKvCacheUsage),
        ("peakWaiting", replica.PeakWaiting),
    ];

    private static JsonNode Given(GivenAnalysis given)
    {
        var written = new JsonObject { ["name"] = given.Name, ["live"] = given.Live };
        written.AddKnown("requiredCapacity", JsonText.Number(given.RequiredCapacity));
        written.AddKnown("spareCapacity", JsonText.Number(given.SpareCapacity));
        written["perReplicaCapacity"] = JsonText.Map(given.PerReplicaCapacity, capacity => JsonText.Number(capacity));
        if (!given.Roles.IsEmpty)
        {
            written["roles"] = JsonText.Map(
                given.Roles.Select(entry => KeyValuePair.Create(Words.Of(Words.Roles, entry.Key), entry.Value)),
                role => new JsonObject { ["requiredCapacity"] = JsonText.Number(role.RequiredCapacity), ["spareCapacity"] = JsonText.Number(role.SpareCapacity) });
        }

        return written;
    }

    private static JsonValue? Flag(bool flag) => flag ? JsonValue.Create(true) : null;
}
