using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace Wva.Scenarios.ConfigMaps;

/// <summary>Finds ConfigMaps in a text: a manifest, a list of manifests, or a plain map of key to text.</summary>
/// <param name="isSystem">Whether a namespace is the autoscaler's own.</param>
/// <param name="refused">Gets what cannot be read.</param>
/// <param name="foreign">Gets the manifests that are passed over for their names; null where none is.</param>
internal sealed partial class ConfigMapText(Func<string, bool> isSystem, List<Problem> refused, List<Problem>? foreign)
{
    private static readonly (string Suffix, ConfigMapKind Kind)[] Names =
    [
        ("saturation-scaling-config", ConfigMapKind.Saturation),
        ("capacity-scaling-config", ConfigMapKind.Saturation),
        ("scale-to-zero-config", ConfigMapKind.ScaleToZero),
        ("queueing-model-config", ConfigMapKind.QueueingModel),
    ];

    private static readonly (string Field, ConfigMapKind Kind)[] Marks =
    [
        ("enable_scale_to_zero", ConfigMapKind.ScaleToZero),
        ("retention_period", ConfigMapKind.ScaleToZero),
        ("targetTTFT", ConfigMapKind.QueueingModel),
        ("targetITL", ConfigMapKind.QueueingModel),
        ("sloMultiplier", ConfigMapKind.QueueingModel),
        ("tuningEnabled", ConfigMapKind.QueueingModel),
    ];

    /// <summary>The documents of a file, as <c>---</c> parts them; one that says nothing is left out where there are others.</summary>
    public static IReadOnlyList<(string Text, string Source)> Documents(string text, string source)
    {
        var parts = Separator().Split(text);
        var documents = parts.Select((part, i) => (Text: part, Source: string.Create(CultureInfo.InvariantCulture, $"{source}, document {i + 1}")))
            .Where(part => part.Text.Split('\n').Any(line => line.Trim() is { Length: > 0 } said && said[0] != '#'))
            .ToList();
        return documents.Count > 1 ? documents : [(documents.Count == 1 ? documents[0].Text : text, source)];
    }

    public IEnumerable<ConfigMap> Find(JsonNode node, string source)
    {
        if (node is not JsonObject members)
        {
            refused.Add(new Problem(source, "", "is no ConfigMap; allowed: a manifest, or a map of key to text"));
            return [];
        }

        return Text(members["kind"]) switch
        {
            "ConfigMap" => FromManifest(members, source),
            "List" or "ConfigMapList" when members["items"] is JsonArray items => items.OfType<JsonObject>().SelectMany(item => Find(item, source)).ToList(),
            null when members["data"] is null || members["metadata"] is null => [Make(null, null, source, members)],
            var kind => Refuse(kind, source),
        };
    }

    private IEnumerable<ConfigMap> FromManifest(JsonObject manifest, string source)
    {
        var metadata = manifest["metadata"] as JsonObject;
        var (name, space) = (Text(metadata?["name"]), Text(metadata?["namespace"]));
        if (foreign is not null && KindNamed(name) is null)
        {
            foreign.Add(new Problem(source, "metadata.name", $"'{name}' is none of the published ConfigMaps and is passed over; allowed: a name that ends in {string.Join(", ", Names.Select(known => known.Suffix))}"));
            return [];
        }

        return [Make(name, space is null || isSystem(space) ? null : space, source, manifest["data"] as JsonObject ?? [])];
    }

    private IEnumerable<ConfigMap> Refuse(string? kind, string source)
    {
        refused.Add(new Problem(source, "kind", $"'{kind}' is no ConfigMap; allowed: ConfigMap, List"));
        return [];
    }

    private ConfigMap Make(string? name, string? space, string source, JsonObject data)
    {
        var entries = ImmutableArray.CreateBuilder<ConfigMapEntry>();
        foreach (var (key, value) in data.OrderBy(member => member.Key, StringComparer.Ordinal))
        {
            var where = $"{source}: {key}";
            if (ReadContent(value, where) is { } content)
            {
                entries.Add(new ConfigMapEntry(key, where, content));
            }
        }

        return new ConfigMap(KindOf(name, entries), space, source, entries.ToImmutable());
    }

    private JsonNode? ReadContent(JsonNode? value, string where)
    {
        if (value is not JsonValue || value.GetValueKind() is not JsonValueKind.String)
        {
            return value is null ? new JsonObject() : value.DeepClone();
        }

        var text = value.GetValue<string>();
        if (string.IsNullOrWhiteSpace(text))
        {
            return new JsonObject();
        }

        var reading = YamlText.ToJson(text, where);
        refused.AddRange(reading.Problems);
        return reading.Value;
    }

    private static ConfigMapKind? KindNamed(string? name)
    {
        foreach (var (suffix, kind) in Names)
        {
            if (name?.EndsWith(suffix, StringComparison.Ordinal) is true)
            {
                return kind;
            }
        }

        return null;
    }

    private static ConfigMapKind KindOf(string? name, IEnumerable<ConfigMapEntry> entries)
    {
        if (KindNamed(name) is { } named)
        {
            return named;
        }

        var fields = entries.Select(entry => entry.Content).OfType<JsonObject>().SelectMany(content => content.Select(member => member.Key)).ToHashSet(StringComparer.Ordinal);
        return Array.Find(Marks, mark => fields.Contains(mark.Field)) is { Field: not null } found ? found.Kind : ConfigMapKind.Saturation;
    }

    [GeneratedRegex(@"^---[ \t]*\r?$", RegexOptions.Multiline | RegexOptions.NonBacktracking)]
    private static partial Regex Separator();

    private static string? Text(JsonNode? node) => node?.GetValueKind() is JsonValueKind.String ? node.GetValue<string>() : null;
}
