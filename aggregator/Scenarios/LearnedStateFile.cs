using System.Text.Json;
using System.Text.Json.Nodes;
using Wva.Scaling.Inputs;

namespace Wva.Scenarios;

/// <summary>The state file: JSON, written and read here alone, so that what one version writes the next one reads.</summary>
public static class LearnedStateFile
{
    private const int Version = 1;

    private static readonly JsonSerializerOptions Indented = new(JsonSerializerDefaults.Web) { WriteIndented = true };

    /// <summary>The text of a state; the same state gives the same text.</summary>
    /// <param name="state">The state.</param>
    public static string Write(StateFile state)
    {
        var root = new JsonObject
        {
            ["version"] = Version,
            ["writtenAt"] = JsonText.Time(state.WrittenAt),
            ["learned"] = LearnedStateJson.Write(state.Learned),
            ["replicas"] = new JsonArray([.. state.Replicas.Select(WriteReplica)]),
        };
        return root.ToJsonString(Indented) + "\n";
    }

    /// <summary>Reads a state. A field that this version does not know is a problem: half a memory could scale something in.</summary>
    /// <param name="text">The text.</param>
    /// <param name="source">What it is: a file's name, most often.</param>
    public static Reading<StateFile> Read(string text, string source)
        => YamlText.ToJson(text, source).Then(node =>
        {
            var problems = new ProblemList(source);
            var state = Read(JsonCursor.AtRoot(node, problems));
            return problems.ToReading(() => state);
        });

    private static StateFile Read(JsonCursor root)
    {
        root.Member("version").Required().AsInteger(Version, Version);
        var state = new StateFile(
            LearnedStateJson.Read(root.Member("learned").Required()),
            [.. root.Member("replicas").Required().Items().Select(ReadReplica)],
            root.Member("writtenAt").Required().AsTime() ?? default);
        root.RefuseUnknown();
        return state;
    }

    private static JsonObject WriteReplica(KnownReplicaEntry replica) => new()
    {
        ["namespace"] = replica.Namespace,
        ["pod"] = replica.Pod,
        ["uid"] = replica.Uid,
        ["node"] = replica.Node,
        ["variant"] = replica.Variant is { } key ? new JsonObject { ["namespace"] = key.Namespace, ["name"] = key.Name } : null,
        ["lastSeen"] = JsonText.Time(replica.LastSeen),
        ["served"] = replica.Served,
    };

    private static KnownReplicaEntry ReadReplica(JsonCursor replica)
    {
        var variant = replica.Member("variant");
        var key = variant.IsAbsent ? (VariantKey?)null : LearnedStateJson.ReadKey(variant);
        if (!variant.IsAbsent)
        {
            variant.RefuseUnknown();
        }

        var read = new KnownReplicaEntry(
            replica.Member("namespace").Required().AsText() ?? "",
            replica.Member("pod").Required().AsText() ?? "",
            replica.Member("uid").Required().AsText() ?? "",
            replica.Member("node").Required().AsText() ?? "",
            key,
            replica.Member("lastSeen").Required().AsTime() ?? default,
            replica.Member("served").AsFlag() ?? false);
        replica.RefuseUnknown();
        return read;
    }
}
