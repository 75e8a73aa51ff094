using System.Text.Json.Nodes;
using Wva.Cli.Tests.Fakes;

namespace Wva.Cli.Tests;

/// <summary>
/// Cases of the published behaviour, through <c>wva decide --batch</c>: a line of tests/Scenarios/Cases is <c>{"id", "scenario", "expected"}</c>, where
/// <c>expected</c> has <c>targets</c> by variant, or <c>decisions</c>, and figures of the <c>analysis</c> by model. A further case is a further line.
/// </summary>
public sealed class WorkedCaseTests
{
    public static TheoryData<string> Ids() => [.. WorkedCase.Own().Select(worked => worked.Id)];

    [Theory]
    [MemberData(nameof(Ids))]
    public async Task A_case_comes_out_as_published(string id)
    {
        var worked = WorkedCase.Own().Single(found => found.Id == id);
        Assert.Equal("", (await WorkedCase.RunAsync([worked]))[id]);
    }

    [Fact]
    public void A_case_says_what_each_of_its_variants_comes_to()
        => Assert.All(WorkedCase.Own(), worked => Assert.True(
            worked.Line["expected"]!["decisions"] is JsonArray { Count: > 0 } || worked.Line["expected"]!["targets"] is JsonObject { Count: > 0 }, $"{worked.Id} expects no target"));

    [Fact]
    public void An_id_stands_once() => Assert.Equal(WorkedCase.Own().Count(), WorkedCase.Own().DistinctBy(worked => worked.Id, StringComparer.Ordinal).Count());
}
