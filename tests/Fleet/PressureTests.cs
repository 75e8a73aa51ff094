namespace Wva.Fleet.Tests;

/// <summary>When a sample calls for a decision at once.</summary>
public sealed class PressureTests
{
    private readonly Story _story = new();

    [Theory]
    [InlineData(0.69, 0, 0.70, 0, true)]
    [InlineData(0.70, 0, 0.99, 0, false)]
    [InlineData(0.99, 0, 0.70, 0, false)]
    [InlineData(0.10, 1, 0.10, 2, true)]
    [InlineData(0.10, 2, 0.10, 200, false)]
    [InlineData(0.90, 1, 0.90, 2, true)]
    [InlineData(0.10, 5, 0.10, 0, false)]
    public void A_row_that_crosses_a_threshold_upwards_calls_for_a_decision(double kvBefore, double waitingBefore, double kv, double waiting, bool calls)
    {
        var stream = _story.Serve("a", 0);
        _story.Apply(stream, 0, Story.Page(running: 1, waiting: waitingBefore, kv: kvBefore));
        Assert.Equal(calls, _story.Apply(stream, 1, Story.Page(running: 1, waiting: waiting, kv: kv)));
    }

    [Fact]
    public void A_first_sample_under_pressure_calls_for_a_decision()
    {
        Assert.True(_story.Apply(_story.Serve("a", 0), 0, Story.Page(running: 1, waiting: 7, kv: 0.1)));
    }

    [Fact]
    public void The_thresholds_may_change_while_the_fleet_runs()
    {
        var stream = _story.Serve("a", 0);
        _story.Apply(stream, 0, Story.Page(running: 1, waiting: 0, kv: 0.3));
        _story.Options.KvPressure = 0.4;
        Assert.True(_story.Apply(stream, 1, Story.Page(running: 1, waiting: 0, kv: 0.4)));
    }

    [Fact]
    public void Neither_a_stalled_replica_nor_a_failed_scrape_asks_for_more()
    {
        var stalled = Story.Page(running: 1, waiting: 7, kv: 0.9);
        stalled.Stalled = true;
        Assert.False(_story.Apply(_story.Serve("a", 0), 0, stalled));
        var failed = Story.Page(running: 1, waiting: 7, kv: 0.9);
        failed.MarkStale();
        failed.Error = "timeout";
        Assert.False(_story.Apply(_story.Serve("b", 0), 0, failed));
    }
}
