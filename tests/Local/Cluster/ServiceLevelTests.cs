using Wva.Local.Cluster;
using Wva.Simulation.Traces;

namespace Wva.Local.Tests.Cluster;

public sealed class ServiceLevelTests
{
    [Theory]
    [InlineData(1000, 100, 2, 0.1, true)]
    [InlineData(1000, 100, 2.01, 0.1, false)]
    [InlineData(1000, 100, 2, 0.11, false)]
    [InlineData(1000, 15, 2, 5, true)] // too few tokens to speak of a pace
    [InlineData(6096, 100, 3, 0.1, true)] // 2,000 tokens above 4,096 may take a second more
    [InlineData(6096, 100, 3.01, 0.1, false)]
    public void A_request_is_served_as_promised_or_not(int prompt, int output, double ttft, double itl, bool met)
    {
        var level = new ServiceLevel();
        level.Answered(new TraceRequest(0, prompt, output), ttft, itl);

        Assert.Equal(met ? 1 : 0, level.Attainment);
    }

    [Fact]
    public void Requests_without_an_answer_count_as_missed()
    {
        var level = new ServiceLevel();
        Assert.Null(level.Attainment);
        level.Answered(new TraceRequest(0, 10, 10), 0.1, 0.01);
        level.Failed(3);

        Assert.Equal(0.25, level.Attainment);
    }
}
