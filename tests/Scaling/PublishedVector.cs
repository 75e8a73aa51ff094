using System.Globalization;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Wva.Scenarios;
using Wva.Testing;

namespace Wva.Scaling.Tests;

/// <summary>A worked decision of the published autoscaler.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Scenario">What was decided.</param>
/// <param name="Line">The whole line.</param>
internal sealed partial record PublishedVector(string Id, Scenario Scenario, JsonNode Line)
{
    /// <summary>Whether it rests on a weakness of the published autoscaler.</summary>
    public bool Tagged => Line["weakness"]!.AsArray().Count > 0;

    /// <summary>What the analyzer said, by <c>namespace/model/variant</c>: the note tells where a later stage changed it.</summary>
    public Dictionary<string, int> TargetsBeforeLimits()
    {
        var targets = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (var decision in Line["expected"]!["decisions"]!.AsArray())
        {
            targets[$"{decision!["namespace"]}/{decision["modelID"]}/{decision["variant"]}"] = (int)decision["target"]!;
        }

        foreach (Match before in Before().Matches((string)Line["note"]!))
        {
            targets[before.Groups["variant"].Value] = int.Parse(before.Groups["target"].Value, CultureInfo.InvariantCulture);
        }

        return targets;
    }

    /// <summary>All lines of a file; null where the folder with them is missing.</summary>
    public static IReadOnlyList<PublishedVector>? ReadAll(string name)
        => SharedFolder.File($"vectors/{name}.jsonl") is { } file ? [.. File.ReadLines(file).Select(Read)] : null;

    private static PublishedVector Read(string line)
    {
        var node = JsonNode.Parse(line)!;
        return new PublishedVector((string)node["id"]!, ScenarioReader.Read(node["scenario"]!, "scenario").Value!, node);
    }

    [GeneratedRegex("(?<variant>[^ =,]+/[^ =,]+/[^ =,]+)=(?<target>[0-9]+)", RegexOptions.ExplicitCapture)]
    private static partial Regex Before();
}
