using System.Text.RegularExpressions;
using Wva.Testing;

namespace Wva.Scaling.Tests;

/// <summary>The comparison with the published autoscaler names every weakness, tests that there are, and the ids that are argued for.</summary>
public sealed partial class ReadmeTests
{
    private static readonly string Page = File.ReadAllText(Path.Combine(Checkout.Root, "aggregator", "Scaling", "Published.md"));

    [Fact]
    public void Every_weakness_has_a_row()
        => Assert.Equal([.. Enumerable.Range(1, 38).Select(i => $"W{i}"), "U1", "U2"], Row().Matches(Page).Select(m => m.Groups["id"].Value), StringComparer.Ordinal);

    [Fact]
    public void A_weakness_that_is_said_fixed_names_a_test_that_there_is()
    {
        Assert.All(Row().Matches(Page).Where(m => m.Groups["state"].Value is "fixed" or "partly fixed"), row =>
        {
            var named = Code().Matches(row.Groups["tests"].Value).Select(m => m.Groups["name"].Value).ToList();
            Assert.NotEmpty(named);
            Assert.All(named, name => Assert.True(IsTest(name), $"{row.Groups["id"].Value}: there is no test {name}"));
        });
    }

    [Theory]
    [InlineData("Scaling.ReadmeTests.Every_weakness_has_a_row", true)]
    [InlineData("Scaling.WeaknessTests.Every_weakness_has_a_row", false)]
    [InlineData("Cli.ReadmeTests.Every_weakness_has_a_row", false)]
    [InlineData("Every_weakness_has_a_row", false)]
    public void A_test_is_known_by_project_class_and_method(string name, bool expected) => Assert.Equal(expected, IsTest(name));

    [Fact]
    public void Every_id_that_is_argued_for_is_on_the_page()
        => Assert.All(
            File.ReadLines(Path.Combine(Checkout.Root, "tests", "Scenarios", "Cases", "argued.txt")).Where(line => !line.StartsWith('#')),
            line => Assert.Contains($"`{line.Split(' ')[0]}`", Page, StringComparison.Ordinal));

    private static bool IsTest(string name) => name.IndexOf('.', StringComparison.Ordinal) is var dot and > 0 && TestSources.Has($"Wva.{name[..dot]}.Tests{name[dot..]}");

    [GeneratedRegex(@"^\| (?<id>[WU]\d+) \| (?<state>fixed|partly fixed|kept|not applicable) \| [^|]* \| (?<tests>[^|]*) \|$", RegexOptions.Multiline | RegexOptions.ExplicitCapture)]
    private static partial Regex Row();

    [GeneratedRegex("`(?<name>[A-Za-z0-9_.]+)`", RegexOptions.ExplicitCapture)]
    private static partial Regex Code();
}
