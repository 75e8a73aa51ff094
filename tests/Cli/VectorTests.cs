using Wva.Cli.Tests.Fakes;

namespace Wva.Cli.Tests;

/// <summary>Worked decisions of the published autoscaler, through <c>wva decide --batch</c>.</summary>
public sealed class VectorTests
{
    [Theory]
    [InlineData("percentage")]
    [InlineData("saturation-capacity")]
    [InlineData("cost-aware")]
    [InlineData("greedy")]
    [InlineData("zero")]
    public async Task Every_one_comes_out_the_same_in_the_published_setting(string family)
    {
        var cases = Vectors.Read(family);
        Assert.Empty(Vectors.Wrong(await WorkedCase.RunAsync(cases, published: true)));
    }

    [Fact]
    public void What_is_argued_for_is_a_vector_and_has_a_reason()
    {
        var known = Vectors.Families.SelectMany(Vectors.Read).ToDictionary(worked => worked.Id, StringComparer.Ordinal);
        Assert.Equal(Vectors.Count, known.Count);
        Assert.All(Vectors.Argued(), argued =>
        {
            Assert.True(known.TryGetValue(argued.Key, out var worked) && !worked.IsTagged, $"{argued.Key} is no vector without a weakness");
            Assert.NotEmpty(argued.Value);
        });
    }
}
