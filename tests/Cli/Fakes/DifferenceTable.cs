using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Wva.Testing;

namespace Wva.Cli.Tests.Fakes;

/// <summary>The table of worked decisions that come out differently by default; all but the reasons in its last column is what came.</summary>
internal static partial class DifferenceTable
{
    public const string Head = "| id | tags | variant and count: theirs / ours | why |";

    private static readonly PageTable Table = new(Path.Combine(Checkout.Root, "aggregator", "Scaling", "Published.md"), Head);

    /// <summary>Rows as they stand on the page.</summary>
    public static string[] Read() => Table.Read();

    /// <summary>Rows anew, each with the reason that it has on the page; one that has none yet lacks it.</summary>
    public static string[] Make(IEnumerable<(WorkedCase Case, JsonObject Result)> cases)
    {
        var reasons = Read().Select(row => Row().Match(row)).ToDictionary(row => row.Groups["id"].Value, row => row.Groups["why"].Value, StringComparer.Ordinal);
        return [.. cases
            .Select(worked => (worked.Case, Differences: Differences(worked.Case, worked.Result)))
            .Where(worked => worked.Differences.Length > 0)
            .Select(worked => $"| `{worked.Case.Id}` | {Tags(worked.Case)} | {worked.Differences} | {reasons.GetValueOrDefault(worked.Case.Id, "")} |")];
    }

    public static void Write(IEnumerable<string> rows) => Table.Write(rows);

    /// <summary>The reason of a row.</summary>
    public static string Why(string row) => Row().Match(row).Groups["why"].Value;

    /// <summary>The id of a row.</summary>
    public static string Id(string row) => Row().Match(row).Groups["id"].Value;

    /// <summary>Whether a row rests on a known weakness.</summary>
    public static bool IsTagged(string row) => Row().Match(row).Groups["tags"].Value != "-";

    private static string Tags(WorkedCase worked) => worked.IsTagged ? string.Join(' ', worked.Line["weakness"]!.AsArray()) : "-";

    private static string Differences(WorkedCase worked, JsonObject result)
    {
        var ours = result["decisions"]!.AsArray().ToDictionary(Key, StringComparer.Ordinal);
        return string.Join(", ", worked.Line["expected"]!["decisions"]!.AsArray()
            .Select(theirs => (Theirs: theirs!, Ours: ours[Key(theirs)]!))
            .Where(pair => Said(pair.Theirs) != Said(pair.Ours))
            .Select(pair => $"{pair.Theirs["modelID"]}/{pair.Theirs["variant"]} {pair.Ours["current"]}: {pair.Theirs["target"]} / {pair.Ours["target"]}"));
    }

    private static string Key(JsonNode? decision) => $"{decision!["namespace"]}/{decision["modelID"]}/{decision["variant"]}";

    private static string Said(JsonNode decision) => $"{decision["target"]} {decision["action"]}";

    [GeneratedRegex(@"^\| `(?<id>[^`]+)` \| (?<tags>[^|]*) \| [^|]* \| (?<why>[^|]*?) ?\|$", RegexOptions.ExplicitCapture)]
    private static partial Regex Row();
}
