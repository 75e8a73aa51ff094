using Wva.Contracts;

namespace Wva.Fleet.Tests;

/// <summary>Requests arriving, told from the engine's own counters.</summary>
public sealed class ArrivalTests
{
    private readonly Story _story = new();

    [Fact]
    public void One_page_gives_no_rate_for_a_rate_takes_two()
    {
        _story.Apply(_story.Serve("a", 0), 0, Story.Page(running: 1, waiting: 0, kv: 0.1, finished: 500));
        Assert.Null(_story.Only(0).ArrivalsPerSecond);
    }

    [Fact]
    public void Arrivals_are_the_change_of_finished_and_running_and_waiting()
    {
        var stream = _story.Serve("a", 0);
        _story.Apply(stream, 0, Story.Page(running: 4, waiting: 2, kv: 0.1, finished: 100));
        _story.Apply(stream, 10, Story.Page(running: 6, waiting: 0, kv: 0.1, finished: 130));
        Assert.Equal(3, _story.Only(10).ArrivalsPerSecond);
    }

    [Fact]
    public void Arrivals_that_dip_for_an_instant_are_none_and_not_negative()
    {
        var stream = _story.Serve("a", 0);
        _story.Apply(stream, 0, Story.Page(running: 4, waiting: 2, kv: 0.1, finished: 100));
        _story.Apply(stream, 2, Story.Page(running: 3, waiting: 2, kv: 0.1, finished: 100));
        Assert.Equal(0, _story.Only(2).ArrivalsPerSecond);
        Assert.Equal(0, _story.Ledger.RequestsCounted);
        _story.Apply(stream, 4, Story.Page(running: 3, waiting: 2, kv: 0.1, finished: 105));
        Assert.Equal(1, _story.Only(4).ArrivalsPerSecond!.Value, 9);
        Assert.Equal(4, _story.Ledger.RequestsCounted);
    }

    [Theory]
    [InlineData(RowField.Running)]
    [InlineData(RowField.Waiting)]
    [InlineData(RowField.Finished)]
    public void Arrivals_are_unknown_while_one_of_the_three_is(RowField field)
    {
        var stream = _story.Serve("a", 0);
        _story.Apply(stream, 0, Story.Page(running: 4, waiting: 2, kv: 0.1, finished: 100));
        var page = Story.Page(running: 4, waiting: 2, kv: 0.1, finished: 120);
        page.Rows[0].SetState(field, FieldState.Absent);
        _story.Apply(stream, 10, page);
        Assert.Null(_story.Only(10).ArrivalsPerSecond);
        _story.Apply(stream, 20, Story.Page(running: 4, waiting: 2, kv: 0.1, finished: 120));
        Assert.Equal(1, _story.Only(20).ArrivalsPerSecond!.Value, 9);
    }

    [Fact]
    public void A_clock_that_is_set_back_costs_the_window_and_neither_counts_nor_the_rate()
    {
        var stream = _story.Serve("a", 3600);
        _story.Apply(stream, 3600, Story.Page(running: 0, waiting: 0, kv: 0, finished: 0));
        _story.Apply(stream, 3610, Story.Page(running: 0, waiting: 0, kv: 0, finished: 10));
        _story.Apply(stream, 0, Story.Page(running: 0, waiting: 0, kv: 0, finished: 11));
        _story.Apply(stream, 10, Story.Page(running: 0, waiting: 0, kv: 0, finished: 20));
        Assert.Equal(20, _story.Ledger.RequestsCounted);
        Assert.Equal(1, _story.Only(10).ArrivalsPerSecond!.Value, 9);
    }
}
