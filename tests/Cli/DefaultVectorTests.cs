using Wva.Cli.Tests.Fakes;
using Wva.Testing;

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

    [Theory]
    [InlineData("percentage")]
    [InlineData("saturation-capacity")]
    [InlineData("cost-aware")]
    [InlineData("greedy")]
    [InlineData("zero")]
    public async Task Those_that_come_out_differently_by_default_are_listed_by_id(string family)
    {
        var page = await File.ReadAllTextAsync(Path.Combine(Checkout.Root, "aggregator/Scaling/Published.md"), TestContext.Current.CancellationToken);
        var results = await WorkedCase.RunAsync(Vectors.Read(family), published: false);
        Assert.All(results.Where(result => result.Value.Length > 0), result => Assert.Contains(result.Key, page, StringComparison.Ordinal));
    }
}
