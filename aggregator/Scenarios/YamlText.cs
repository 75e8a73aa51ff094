using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using YamlDotNet.Core;

namespace Wva.Scenarios;

/// <summary>The one bridge from YAML, or JSON, to JSON nodes.</summary>
public static class YamlText
{
    private const char ByteOrderMark = '\uFEFF';

    /// <summary>
    /// Reads one document. Quoted scalars stay text; plain ones follow YAML 1.2's core schema. Duplicate keys, aliases, a second document
    /// and an empty one are problems; every problem of syntax names its line and column, and a duplicate key its path.
    /// </summary>
    /// <param name="yaml">The text; JSON is read where YAML is.</param>
    /// <param name="source">What it is: a file's name, most often.</param>
    public static Reading<JsonNode> ToJson(string yaml, string source)
    {
        var problems = new ProblemList(source);
        var text = yaml.TrimStart(ByteOrderMark);
        var (node, broken) = JsonSyntax.IsMeant(text, source) ? JsonSyntax.Read(text, problems) : (null, null); // JSON's escapes are its own
        node ??= problems.IsEmpty ? FromYaml(text, problems, broken) : null;
        return problems.ToReading(() => node!);
    }

    /// <summary>A place as messages name it.</summary>
    internal static string Place(Mark at) => string.Create(CultureInfo.InvariantCulture, $"line {at.Line}, column {at.Column}");

    /// <summary>What is no JSON may be YAML in braces; where it is neither, it is said to be what it looks like.</summary>
    private static JsonNode? FromYaml(string text, ProblemList problems, JsonException? broken)
    {
        try
        {
            var node = new YamlNodeReader(new Parser(new StringReader(text)), problems).ReadDocument();
            if (node is null && problems.IsEmpty)
            {
                problems.Add("", "is empty; allowed: one document ({} for one that says nothing)");
            }

            return node;
        }
        catch (YamlException e)
        {
            problems.Add("", broken is null ? $"is no YAML at {Place(e.Start)}: {e.InnerException?.Message ?? e.Message}" : JsonSyntax.Describe(broken, text));
            return null;
        }
        catch (InvalidOperationException)
        {
            // The scanner of YamlDotNet gives up on some texts in this way, as on a colon alone above a broken list.
            problems.Add("", broken is null ? "is no YAML" : JsonSyntax.Describe(broken, text));
            return null;
        }
    }
}
