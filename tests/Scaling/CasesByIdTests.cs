using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Wva.Testing;

namespace Wva.Scaling.Tests;

/// <summary>Cases of the published behaviour stand where Published.md says.</summary>
public sealed partial class CasesByIdTests
{
    private static readonly string Page = File.ReadAllText(Path.Combine(Checkout.Root, "aggregator", "Scaling", "Published.md"));

    [Fact]
    public void Every_file_of_cases_has_a_row_with_all_its_ids()
    {
        var files = Directory.EnumerateFiles(Path.Combine(Checkout.Root, "tests", "Scenarios", "Cases"), "*.jsonl")
            .Select(file => (Name: Path.GetFileName(file), Ids: Sorted(File.ReadLines(file).Select(line => (string)JsonNode.Parse(line)!["id"]!).SelectMany(Ids))));

        var listed = Rows().Where(row => row.Where.StartsWith("tests/", StringComparison.Ordinal)).Select(row => (Name: Path.GetFileName(row.Where), Ids: Sorted(row.Ids)));

        Assert.Equal(Sorted(files.Select(file => $"{file.Name}: {file.Ids}")), Sorted(listed.Select(file => $"{file.Name}: {file.Ids}")));
    }

    [Fact]
    public void Every_other_id_stands_in_the_class_that_its_row_names()
    {
        var rows = Rows().Where(row => !row.Where.StartsWith("tests/", StringComparison.Ordinal)).ToList();

        Assert.NotEmpty(rows);
        Assert.All(rows, row =>
        {
            var source = WithoutComments(File.ReadAllText(Path.Combine(Checkout.Root, "tests", "Scaling", row.Where + ".cs")));
            Assert.All(row.Ids, id => Assert.True(Regex.IsMatch(source, $@"\b{id.Replace("-", "[-_]", StringComparison.Ordinal)}(?!\d)", RegexOptions.ExplicitCapture), $"{id} is not in {row.Where}"));
        });
    }

    /// <summary>An id that only a comment names is tested by nobody.</summary>
    [Theory]
    [InlineData("[InlineData(\"V2-04\")] // V2-37", "[InlineData(\"V2-04\")] ")]
    [InlineData("/// <summary>V2-37</summary>", "")]
    [InlineData("a /* V2-37\nV2-38 */ b", "a  b")]
    [InlineData("\"http://V2-04\" // V2-37", "\"http://V2-04\" ")]
    public void A_comment_does_not_count(string source, string expected) => Assert.Equal(expected, WithoutComments(source));

    [Fact]
    public void An_id_is_in_one_row() => Assert.Equal(Rows().SelectMany(row => row.Ids).Distinct(StringComparer.Ordinal).Count(), Rows().Sum(row => row.Ids.Count));

    private static IEnumerable<(List<string> Ids, string Where)> Rows()
        => Row().Matches(Page[Page.IndexOf("## Cases by id", StringComparison.Ordinal)..]).Select(row => (Ids(row.Groups["ids"].Value).ToList(), row.Groups["where"].Value));

    /// <summary>Ids in full: further numbers after a comma are of the same letters.</summary>
    private static IEnumerable<string> Ids(string text) => Group().Matches(text)
        .SelectMany(group => group.Groups["number"].Captures.Select(number => $"{group.Groups["letters"].Value}-{number.Value}"));

    private static string WithoutComments(string source) => TextOrComment().Replace(source, found => found.Value[0] is '"' ? found.Value : "");

    private static string Sorted(IEnumerable<string> texts) => string.Join(' ', texts.Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal));

    [GeneratedRegex(@"^\| (?<ids>[A-Z][A-Z0-9]-[^|]*) \| `(?<where>[^`]+)` \|$", RegexOptions.Multiline | RegexOptions.ExplicitCapture)]
    private static partial Regex Row();

    [GeneratedRegex("\"(\\\\.|[^\"\\\\\n])*\"|//[^\n]*|/\\*.*?\\*/", RegexOptions.Singleline | RegexOptions.ExplicitCapture)]
    private static partial Regex TextOrComment();

    [GeneratedRegex(@"\b(?<letters>[A-Z][A-Z0-9])-(?<number>[0-9]{2})(, (?<number>[0-9]{2}))*", RegexOptions.ExplicitCapture)]
    private static partial Regex Group();
}
