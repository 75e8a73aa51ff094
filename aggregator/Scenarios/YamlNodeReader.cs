using System.Globalization;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace Wva.Scenarios;

/// <summary>Builds JSON nodes from a parser's events. Anything that JSON cannot say is a <see cref="YamlException"/> at its place.</summary>
/// <param name="parser">The events.</param>
/// <param name="problems">Gets the keys that stand twice, by their paths.</param>
internal sealed partial class YamlNodeReader(IParser parser, ProblemList problems)
{
    /// <summary>Deeper documents are refused: reading is recursive, and nothing of ours nests deeper than 8.</summary>
    private const int MaxDepth = 64;

    /// <summary>Reads the only document; null where there is none, or nothing in it.</summary>
    public JsonNode? ReadDocument()
    {
        parser.Consume<StreamStart>();
        if (parser.Accept<StreamEnd>(out _))
        {
            return null;
        }

        parser.Consume<DocumentStart>();
        var node = ReadNode(0, "");
        parser.Consume<DocumentEnd>();
        return parser.Accept<StreamEnd>(out _) ? node : throw Unreadable(parser.Current!, "a second document begins; one is allowed");
    }

    private JsonNode? ReadNode(int depth, string path)
    {
        if (depth > MaxDepth)
        {
            throw Unreadable(parser.Current!, string.Create(CultureInfo.InvariantCulture, $"nested deeper than {MaxDepth} levels"));
        }

        if (parser.TryConsume<Scalar>(out var scalar))
        {
            return FromScalar(scalar);
        }

        if (parser.TryConsume<SequenceStart>(out _))
        {
            return ReadSequence(depth, path);
        }

        return parser.TryConsume<MappingStart>(out _) ? ReadMapping(depth, path) : throw Unreadable(parser.Current!, "anchors and aliases are not read; write the value out");
    }

    private JsonArray ReadSequence(int depth, string path)
    {
        var items = new JsonArray();
        while (!parser.TryConsume<SequenceEnd>(out _))
        {
            items.Add(ReadNode(depth + 1, string.Create(CultureInfo.InvariantCulture, $"{path}[{items.Count}]")));
        }

        return items;
    }

    private JsonObject ReadMapping(int depth, string path)
    {
        var members = new JsonObject();
        while (!parser.TryConsume<MappingEnd>(out _))
        {
            if (!parser.TryConsume<Scalar>(out var key))
            {
                throw Unreadable(parser.Current!, "a key must be a text");
            }

            var at = path.Length == 0 ? key.Value : $"{path}.{key.Value}";
            if (members.ContainsKey(key.Value))
            {
                problems.Add(at, $"stands twice, again at {YamlText.Place(key.Start)}; allowed: each key once");
            }

            members[key.Value] = ReadNode(depth + 1, at);
        }

        return members;
    }

    private static JsonNode? FromScalar(Scalar scalar)
    {
        var text = scalar.Value;
        if (scalar.Style is not ScalarStyle.Plain || scalar.Tag == new TagName("tag:yaml.org,2002:str"))
        {
            return JsonValue.Create(text);
        }

        return text switch
        {
            "" or "~" or "null" or "Null" or "NULL" => null,
            "true" or "True" or "TRUE" => JsonValue.Create(true),
            "false" or "False" or "FALSE" => JsonValue.Create(false),
            _ when Number().IsMatch(text) => JsonNode.Parse(AsJsonNumber(text)),
            _ when NotFinite().IsMatch(text) => throw Unreadable(scalar, $"'{text}' is no number that JSON can hold"),
            _ => JsonValue.Create(text),
        };
    }

    /// <summary>YAML writes <c>+1</c>, <c>007</c>, <c>.5</c> and <c>1.</c> too; JSON does not.</summary>
    private static string AsJsonNumber(string text)
    {
        var sign = text[0] is '-' ? "-" : "";
        var digits = text.AsSpan().TrimStart("+-").TrimStart('0').ToString();
        digits = digits.Length == 0 || !char.IsAsciiDigit(digits[0]) ? "0" + digits : digits;
        return sign + digits.Replace(".e", ".0e", StringComparison.OrdinalIgnoreCase) + (digits[^1] is '.' ? "0" : "");
    }

    private static YamlException Unreadable(ParsingEvent at, string message) => new(at.Start, at.End, message);

    [GeneratedRegex(@"^[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?$", RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex Number();

    [GeneratedRegex(@"^([-+]?\.(inf|Inf|INF)|\.(nan|NaN|NAN))$", RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex NotFinite();
}
