using System.Collections.Immutable;
using System.Text.Json.Nodes;
using Wva.Scaling.Inputs;

namespace Wva.Scenarios;

/// <summary>What is learned of the capacity of variants, as JSON, and back.</summary>
internal static class LearnedCapacityJson
{
    public static JsonArray? Write(ImmutableDictionary<VariantKey, LearnedCapacity> capacities) => capacities.IsEmpty ? null : new JsonArray([.. capacities
        .OrderBy(entry => entry.Key.Namespace, StringComparer.Ordinal)
        .ThenBy(entry => entry.Key.Name, StringComparer.Ordinal)
        .Select(entry => WriteOne(entry.Key, entry.Value))]);

    public static ImmutableDictionary<VariantKey, LearnedCapacity> Read(JsonCursor list)
    {
        var read = ImmutableDictionary<VariantKey, LearnedCapacity>.Empty;
        foreach (var item in list.Items())
        {
            var key = LearnedStateJson.ReadKey(item);
            if (read.ContainsKey(key))
            {
                item.Member("name").Refuse("stands twice", "each variant once");
            }

            read = read.SetItem(key, ReadOne(item));
        }

        return read;
    }

    private static JsonObject WriteOne(VariantKey key, LearnedCapacity capacity) => new()
    {
        ["namespace"] = key.Namespace,
        ["name"] = key.Name,
        ["at"] = JsonText.Time(capacity.At),
        ["podTemplateHash"] = capacity.PodTemplateHash,
        ["kvTokens"] = JsonText.Number(capacity.KvTokens) ?? JsonValue.Create(0),
        ["ranks"] = capacity.Ranks,
        ["residents"] = new JsonArray([.. capacity.Residents.Select(residents => new JsonObject
        {
            ["at"] = JsonText.Time(residents.At),
            ["requests"] = JsonText.Number(residents.Requests) ?? JsonValue.Create(0),
        })]),
    };

    private static LearnedCapacity ReadOne(JsonCursor item)
    {
        var read = new LearnedCapacity
        {
            At = item.Member("at").Required().AsTime() ?? default,
            PodTemplateHash = item.Member("podTemplateHash").AsText(),
            KvTokens = item.Member("kvTokens").Required().AsNumber() ?? 0,
            Ranks = item.Member("ranks").AsInteger() ?? 1,
            Residents = [.. item.Member("residents").Items().Select(ReadResidents)],
        };
        item.RefuseUnknown();
        return read;
    }

    private static LearnedResidents ReadResidents(JsonCursor item)
    {
        var read = new LearnedResidents(item.Member("at").Required().AsTime() ?? default, item.Member("requests").Required().AsNumber() ?? 0);
        item.RefuseUnknown();
        return read;
    }
}
