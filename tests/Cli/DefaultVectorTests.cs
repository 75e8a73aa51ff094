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
}
