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

    [Theory]
    [InlineData(1000, 100, 2.0, false, false)]
    [InlineData(1000, 100, 2.1, false, true)]
    [InlineData(6096, 100, 2.9, false, false)] // 2,000 tokens above 4,096 may take a second more
    [InlineData(1000, 101, 12.0, true, false)] // its first token may have come in time, and 100 more each after 0.1 s
    [InlineData(1000, 101, 12.1, true, true)]
    [InlineData(1000, 15, 500, true, false)] // too few tokens to speak of a pace
    [InlineData(1000, 15, 2.1, false, true)]
    public void A_request_that_has_not_ended_is_too_late_once_nothing_could_make_it_good(int prompt, int output, double seconds, bool isSent, bool late) =>
        Assert.Equal(late, ServiceLevel.IsTooLate(new TraceRequest(0, prompt, output), seconds, isSent));

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
