using System.Text.Json.Nodes;
using Wva.Scaling.Inputs;

namespace Wva.Scenarios;

/// <summary>What the published token analyzer remembers, as JSON, and back.</summary>
internal static class PublishedTokensJson
{
    public static JsonObject? Write(PublishedTokens? tokens) => tokens is null ? null : new JsonObject
    {
        ["capacities"] = new JsonArray([.. tokens.Capacities.Select(WriteCapacity)]),
        ["histories"] = new JsonArray([.. tokens.Histories.Select(WriteHistory)]),
    };

    public static PublishedTokens? Read(JsonCursor tokens)
    {
        if (tokens.IsAbsent)
        {
            return null;
        }

        var read = new PublishedTokens
        {
            Capacities = [.. tokens.Member("capacities").Items().Select(ReadCapacity)],
            Histories = [.. tokens.Member("histories").Items().Select(ReadHistory)],
        };
        tokens.RefuseUnknown();
        return read;
    }

    private static JsonObject WriteCapacity(PublishedCapacity capacity)
    {
        var written = new JsonObject
        {
            ["namespace"] = capacity.Namespace,
            ["modelID"] = capacity.ModelId,
            ["variant"] = capacity.Variant,
            ["live"] = capacity.Live,
            ["effectiveTokens"] = JsonText.Number(capacity.EffectiveTokens),
            ["kvTokens"] = JsonText.Number(capacity.KvTokens),
            ["accelerator"] = capacity.Accelerator,
            ["gpusPerReplica"] = capacity.GpusPerReplica,
            ["engine"] = capacity.Engine,
        };
        written.AddKnown("engineArgs", capacity.EngineArguments is { } arguments ? new JsonArray([.. arguments.Select(argument => JsonValue.Create(argument))]) : null);
        return written;
    }

    private static PublishedCapacity ReadCapacity(JsonCursor item)
    {
        var arguments = item.Member("engineArgs");
        var read = new PublishedCapacity
        {
            Namespace = item.Member("namespace").Required().AsText() ?? "",
            ModelId = item.Member("modelID").Required().AsText() ?? "",
            Variant = item.Member("variant").Required().AsText() ?? "",
            Live = item.Member("live").AsFlag() ?? false,
            EffectiveTokens = item.Member("effectiveTokens").AsNumber() ?? 0,
            KvTokens = item.Member("kvTokens").AsNumber() ?? 0,
            Accelerator = item.Member("accelerator").AsText() ?? "",
            GpusPerReplica = item.Member("gpusPerReplica").AsInteger() ?? 1,
            Engine = item.Member("engine").AsText() ?? "vllm",
            EngineArguments = VariantReader.ReadArguments(arguments),
        };
        item.RefuseUnknown();
        return read;
    }

    private static JsonObject WriteHistory(PublishedHistory history) => new()
    {
        ["modelID"] = history.ModelId,
        ["accelerator"] = history.Accelerator,
        ["gpusPerReplica"] = history.GpusPerReplica,
        ["outputLength"] = history.OutputLength,
        ["tokens"] = new JsonArray([.. history.Tokens.Select(tokens => JsonText.Number(tokens) ?? JsonValue.Create(0))]),
    };

    private static PublishedHistory ReadHistory(JsonCursor item)
    {
        var read = new PublishedHistory(
            item.Member("modelID").Required().AsText() ?? "",
            item.Member("accelerator").AsText() ?? "",
            item.Member("gpusPerReplica").AsInteger() ?? 1,
            item.Member("outputLength").Required().AsText() ?? "",
            [.. item.Member("tokens").Items().Select(tokens => tokens.Required().AsNumber() ?? 0)]);
        item.RefuseUnknown();
        return read;
    }
}
