using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Wva.Scenarios;

/// <summary>JSON text to nodes. What is wrong with a text is said as what it is: broken JSON, or a key that stands twice, by its path.</summary>
internal static class JsonSyntax
{
    private static readonly string[] Endings = [".json", ".jsonl"];

    /// <summary>Whether a text is meant as JSON: by its file's name, or as it begins like an object or a list (YAML in braces does so too).</summary>
    public static bool IsMeant(string text, string source)
        => text.AsSpan().TrimStart() is ['{' or '[', ..] || Endings.Any(ending => source.EndsWith(ending, StringComparison.OrdinalIgnoreCase));

    /// <summary>The document.</summary>
    /// <returns>Null where it is no JSON, and why; null without a reason where a name or a text in it is a problem.</returns>
    public static (JsonNode? Node, JsonException? Broken) Read(string text, ProblemList problems)
    {
        try
        {
            var node = JsonNode.Parse(text, documentOptions: new JsonDocumentOptions { AllowDuplicateProperties = false });
            return text.Contains("\\u", StringComparison.Ordinal) && new JsonWalk(problems).Says(text) ? (null, null) : (node, null);
        }
        catch (JsonException broken)
        {
            return new JsonWalk(problems).Says(text) ? (null, null) : (null, broken);
        }
        catch (InvalidOperationException) // a name that is no text
        {
            new JsonWalk(problems).Says(text);
            return (null, null);
        }
    }

    /// <summary>What is wrong and where, without the parser's own way of saying where.</summary>
    public static string Describe(JsonException broken, string text)
    {
        var message = broken.Message;
        var end = message.IndexOf(" LineNumber:", StringComparison.Ordinal);
        return $"is no JSON at {Place(text, (broken.LineNumber ?? 0) + 1, (broken.BytePositionInLine ?? 0) + 1)}: {(end < 0 ? message : message[..end])}";
    }

    /// <summary>The only line of a text needs no number.</summary>
    private static string Place(string text, long line, long column)
        => text.AsSpan().TrimEnd().Contains('\n')
            ? string.Create(CultureInfo.InvariantCulture, $"line {line}, column {column}")
            : string.Create(CultureInfo.InvariantCulture, $"column {column}");
}
