using Wva.Cli.Tests.Fakes;

namespace Wva.Cli.Tests;

/// <summary>Worked decisions of the published autoscaler in the default setting, through <c>wva decide --batch</c>.</summary>
public sealed class DefaultVectorTests
{
    /// <summary>Those without a known weakness, save the ones that are argued for by id.</summary>
    [Theory]
    [InlineData("percentage")]
    [InlineData("saturation-capacity")]
    [InlineData("cost-aware")]
    [InlineData("greedy")]
    [InlineData("zero")]
    public async Task Those_without_a_weakness_come_out_the_same_by_default(string family)
    {
        var argued = Vectors.Argued();
        var cases = Vectors.Read(family).Where(worked => !worked.IsTagged && !argued.ContainsKey(worked.Id)).ToList();
        Assert.Empty(Vectors.Wrong(await WorkedCase.RunAsync(cases, published: false)));
    }

    /// <summary>The table of Published.md, in both directions and with its numbers. <c>WVA_REWRITE_VECTORS=1</c> writes it anew, to be reviewed as a diff; reasons are kept.</summary>
    [Fact]
    public async Task Those_that_come_out_differently_by_default_are_listed_with_what_came_and_why()
    {
        var cases = Vectors.Families.SelectMany(Vectors.Read).ToList();
        var rows = DifferenceTable.Make(cases.Zip(await WorkedCase.DecideAsync(cases, published: false)));

        if (Environment.GetEnvironmentVariables()["WVA_REWRITE_VECTORS"] is "1")
        {
            DifferenceTable.Write(rows);
            ReadmeTables.Write();
        }

        Assert.Equal(rows, DifferenceTable.Read(), StringComparer.Ordinal);
        Assert.All(rows, row => Assert.NotEmpty(DifferenceTable.Why(row)));
    }

    /// <summary>The README names each of them, and what became of each weakness; it sums up Published.md, so this needs no worked decisions.</summary>
    [Fact]
    public void The_readme_sums_up_what_the_page_says()
    {
        if (Environment.GetEnvironmentVariables()["WVA_REWRITE_VECTORS"] is "1")
        {
            ReadmeTables.Write();
        }

        var rows = DifferenceTable.Read();
        Assert.Equal(ReadmeTables.MakeWeaknesses(), ReadmeTables.Weaknesses.Read(), StringComparer.Ordinal);
        Assert.Equal(ReadmeTables.MakeUntagged(rows), ReadmeTables.Untagged.Read(), StringComparer.Ordinal);
        Assert.Equal(ReadmeTables.MakeTagged(rows), ReadmeTables.Tagged.Read(), StringComparer.Ordinal);
    }
}
