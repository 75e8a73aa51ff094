using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using YamlDotNet.Core;

namespace Wva.Scenarios;

/// <summary>The one bridge from YAML, or JSON, to JSON nodes.</summary>
public static class YamlText
{
    /// <summary>
    /// Reads one document. Quoted scalars stay text; plain ones follow YAML 1.2's core schema. Duplicate keys, aliases, a second document
    /// and an empty one are problems; every problem of syntax names its line and column.
    /// </summary>
    /// <param name="yaml">The text; JSON is read where YAML is.</param>
    /// <param name="source">What it is: a file's name, most often.</param>
    public static Reading<JsonNode> ToJson(string yaml, string source)
    {
        var problems = new ProblemList(source);
        var node = FromJson(yaml) ?? FromYaml(yaml, problems);
        return problems.ToReading(() => node!);
    }

    /// <summary>JSON has its own escapes, which YAML reads differently: what is JSON is read as that.</summary>
    private static JsonNode? FromJson(string text)
    {
        if (!text.AsSpan().TrimStart().StartsWith("{") && !text.AsSpan().TrimStart().StartsWith("["))
        {
            return null;
        }

        try
        {
            return JsonNode.Parse(text, documentOptions: new JsonDocumentOptions { AllowDuplicateProperties = false });
        }
        catch (JsonException)
        {
            return null; // a YAML flow collection, or broken: the YAML reader says what and where
        }
    }

    private static JsonNode? FromYaml(string text, ProblemList problems)
    {
        try
        {
            var node = new YamlNodeReader(new Parser(new StringReader(text))).ReadDocument();
            if (node is null)
            {
                problems.Add("", "is empty; allowed: one document ({} for one that says nothing)");
            }

            return node;
        }
        catch (YamlException e)
        {
            var where = string.Create(CultureInfo.InvariantCulture, $"line {e.Start.Line}, column {e.Start.Column}");
            problems.Add("", $"is no YAML at {where}: {e.InnerException?.Message ?? e.Message}");
            return null;
        }
        catch (InvalidOperationException)
        {
            // The scanner of YamlDotNet gives up on some texts in this way, as on a colon alone above a broken list.
            problems.Add("", "is no YAML");
            return null;
        }
    }
}
