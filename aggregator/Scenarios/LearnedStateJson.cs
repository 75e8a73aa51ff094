using System.Collections.Immutable;
using System.Text.Json.Nodes;
using Wva.Scaling.Inputs;

namespace Wva.Scenarios;

/// <summary>The core's memory as JSON, and back.</summary>
internal static class LearnedStateJson
{
    public static JsonObject Write(LearnedState learned)
    {
        var written = new JsonObject
        {
            ["at"] = JsonText.Time(learned.At),
            ["variants"] = new JsonArray([.. learned.Variants
                .OrderBy(v => v.Key.Namespace, StringComparer.Ordinal)
                .ThenBy(v => v.Key.Name, StringComparer.Ordinal)
                .Select(v => WriteVariant(v.Key, v.Value))]),
        };
        written.AddKnown("capacities", LearnedCapacityJson.Write(learned.Capacities));
        written.AddKnown("publishedTokens", PublishedTokensJson.Write(learned.PublishedTokens));
        return written;
    }

    public static LearnedState Read(JsonCursor learned)
    {
        var variants = ImmutableDictionary.CreateBuilder<VariantKey, LearnedVariant>();
        foreach (var item in learned.Member("variants").Required().Items())
        {
            var key = ReadKey(item);
            if (variants.ContainsKey(key))
            {
                item.Member("name").Refuse("stands twice", "each variant once");
            }

            variants[key] = ReadVariant(item);
        }

        var read = new LearnedState
        {
            At = learned.Member("at").AsTime(),
            Variants = variants.ToImmutable(),
            Capacities = LearnedCapacityJson.Read(learned.Member("capacities")),
            PublishedTokens = PublishedTokensJson.Read(learned.Member("publishedTokens")),
        };
        learned.RefuseUnknown();
        return read;
    }

    public static VariantKey ReadKey(JsonCursor at)
        => new(at.Member("namespace").Required().AsName() ?? "", at.Member("name").Required().AsName() ?? "");

    private static JsonObject WriteVariant(VariantKey key, LearnedVariant variant) => new()
    {
        ["namespace"] = key.Namespace,
        ["name"] = key.Name,
        ["published"] = variant.Published,
        ["publishedAt"] = JsonText.Time(variant.PublishedAt),
        ["bounds"] = variant.Bounds is { } bounds ? new JsonObject { ["min"] = bounds.Min, ["max"] = bounds.Max } : null,
        ["grants"] = new JsonArray([.. variant.Grants.Select(g => Entry(g.At, g.Replicas))]),
        ["wanted"] = new JsonArray([.. variant.Wanted.Select(w => Entry(w.At, w.Replicas))]),
        ["absentSince"] = JsonText.Time(variant.AbsentSince),
        ["unheldSince"] = JsonText.Time(variant.UnheldSince),
        ["unseenSince"] = JsonText.Time(variant.UnseenSince),
        ["startingSince"] = JsonText.Time(variant.StartingSince),
    };

    private static LearnedVariant ReadVariant(JsonCursor item)
    {
        var read = new LearnedVariant
        {
            Published = item.Member("published").AsInteger(0),
            PublishedAt = item.Member("publishedAt").AsTime(),
            Bounds = ReadBounds(item.Member("bounds")),
            Grants = [.. item.Member("grants").Items().Select(ReadEntry).Select(e => new Grant(e.At, e.Replicas))],
            Wanted = [.. item.Member("wanted").Items().Select(ReadEntry).Select(e => new WantedEntry(e.At, e.Replicas))],
            AbsentSince = item.Member("absentSince").AsTime(),
            UnheldSince = item.Member("unheldSince").AsTime(),
            UnseenSince = item.Member("unseenSince").AsTime(),
            StartingSince = item.Member("startingSince").AsTime(),
        };
        item.RefuseUnknown();
        return read;
    }

    private static VariantBounds? ReadBounds(JsonCursor bounds)
    {
        if (bounds.IsAbsent)
        {
            return null;
        }

        var read = new VariantBounds(bounds.Member("min").AsInteger(0), bounds.Member("max").AsInteger(0));
        bounds.RefuseUnknown();
        return read;
    }

    private static JsonObject Entry(DateTimeOffset at, int replicas) => new() { ["at"] = JsonText.Time(at), ["replicas"] = replicas };

    private static (DateTimeOffset At, int Replicas) ReadEntry(JsonCursor entry)
    {
        var read = (entry.Member("at").Required().AsTime() ?? default, entry.Member("replicas").Required().AsInteger(0) ?? 0);
        entry.RefuseUnknown();
        return read;
    }
}
