using Wva.Local.Watch;

namespace Wva.Local.Tests;

public sealed class ReceivedSamplesTests
{
    [Theory]
    [InlineData("# TYPE wva_frames_total counter\nwva_frames_total{kind=\"hello\"} 1\nwva_frames_total{kind=\"sample\"} 12\n", 12L)]
    [InlineData("wva_frames_total{kind=\"sample\"} 12 1790000000000\n", 12L)]
    [InlineData("wva_frames_total{kind=\"heartbeat\"} 12\n", null)]
    [InlineData("", null)]
    public void The_samples_are_counted_by_the_aggregator_s_own_page(string page, long? expected) => Assert.Equal(expected, ReceivedSamples.Read(page));

    [Fact]
    public async Task An_aggregator_that_does_not_answer_is_unknown_and_not_zero() =>
        Assert.Null(await ReceivedSamples.AskAsync(new Uri("http://127.0.0.1:1/metrics")));
}
