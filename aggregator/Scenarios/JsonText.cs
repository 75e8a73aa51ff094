using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Wva.Scenarios;

/// <summary>How this room writes JSON.</summary>
public static class JsonText
{
    // Nothing of it is put into a page: quotes and letters stay readable.
    private static readonly JsonSerializerOptions Line = new(JsonSerializerDefaults.Web) { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private static readonly JsonSerializerOptions Indented = new(Line) { WriteIndented = true };

    /// <summary>One line, without its end.</summary>
    /// <param name="node">What to write.</param>
    public static string OneLine(JsonNode node) => node.ToJsonString(Line);

    /// <summary>One line in UTF-8, without its end.</summary>
    /// <param name="node">What to write.</param>
    public static byte[] Bytes(JsonNode node) => JsonSerializer.SerializeToUtf8Bytes(node, Line);

    /// <summary>For people: a line a member, with an end of line.</summary>
    /// <param name="node">What to write.</param>
    public static string Pretty(JsonNode node) => node.ToJsonString(Indented) + "\n";

    /// <summary>A number; what JSON cannot say (NaN, infinity) is unknown, and so is null.</summary>
    internal static JsonValue? Number(double? value) => value is { } number && double.IsFinite(number) ? JsonValue.Create(number) : null;

    /// <summary>A time: UTC, to the tick.</summary>
    internal static JsonValue? Time(DateTimeOffset? time)
        => time is { } at ? JsonValue.Create(at.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.FFFFFFFK", CultureInfo.InvariantCulture)) : null;

    /// <summary>Numbers by name, in ordinal order.</summary>
    internal static JsonObject Map<T>(IEnumerable<KeyValuePair<string, T>> entries, Func<T, JsonNode?> value)
    {
        var map = new JsonObject();
        foreach (var (name, entry) in entries.OrderBy(entry => entry.Key, StringComparer.Ordinal))
        {
            map[name] = value(entry);
        }

        return map;
    }

    /// <summary>Adds a member where there is something to say.</summary>
    internal static void AddKnown(this JsonObject members, string name, JsonNode? value)
    {
        if (value is not null)
        {
            members[name] = value;
        }
    }
}
