using System.Text.RegularExpressions;
using Wva.Testing;

namespace Wva.Cli.Tests.Fakes;

/// <summary>The tables of the core's README that sum up Published.md, and what they must say.</summary>
internal static partial class ReadmeTables
{
    private static readonly string Folder = Path.Combine(Checkout.Root, "aggregator", "Scaling");

    /// <summary>Weaknesses by what became of them.</summary>
    public static PageTable Weaknesses { get; } = Of("| by default | weaknesses |");

    /// <summary>Worked decisions without a known weakness that come out differently.</summary>
    public static PageTable Untagged { get; } = Of(DifferenceTable.Head);

    /// <summary>Those with one, by id alone.</summary>
    public static PageTable Tagged { get; } = Of("| family | with a known weakness, otherwise by default |");

    /// <summary>Writes all three anew, from Published.md.</summary>
    public static void Write()
    {
        var rows = DifferenceTable.Read();
        Weaknesses.Write(MakeWeaknesses());
        Untagged.Write(MakeUntagged(rows));
        Tagged.Write(MakeTagged(rows));
    }

    public static string[] MakeWeaknesses()
    {
        var states = Weakness().Matches(File.ReadAllText(Path.Combine(Folder, "Published.md"))).ToLookup(row => row.Groups["state"].Value, row => row.Groups["id"].Value, StringComparer.Ordinal);
        return [.. ((string[])["fixed", "partly fixed", "kept", "not applicable"]).Select(state => $"| {state} | {string.Join(' ', states[state])} |")];
    }

    public static string[] MakeUntagged(IEnumerable<string> rows) => [.. rows.Where(row => !DifferenceTable.IsTagged(row))];

    public static string[] MakeTagged(IEnumerable<string> rows) =>
    [
        .. rows.Where(DifferenceTable.IsTagged).Select(DifferenceTable.Id).GroupBy(id => id[..id.IndexOf('-', StringComparison.Ordinal)], StringComparer.Ordinal)
            .Select(family => $"| {family.Key} | {string.Join(' ', family)} |"),
    ];

    private static PageTable Of(string head) => new(Path.Combine(Folder, "README.md"), head);

    [GeneratedRegex(@"^\| (?<id>[WU]\d+) \| (?<state>[a-z ]+) \|", RegexOptions.Multiline | RegexOptions.ExplicitCapture)]
    private static partial Regex Weakness();
}
