using Wva.Agent.Watch;

namespace Wva.Agent.Tests.Watch;

public sealed class HistoryTests
{
    private readonly History _history = new();

    [Fact]
    public void Each_two_seconds_are_one_block_of_their_highest_number()
    {
        foreach (var (second, value) in new[] { (0.0, 0.1), (1.0, 0.5), (2.0, 1.0), (3.9, 0.0), (4.0, 0.0) })
        {
            _history.Add(TimeSpan.FromSeconds(second), value);
        }

        Assert.Equal("▅█▁", _history.Sparkline(1).TrimStart());
        Assert.Equal(1, _history.Highest);
    }

    [Fact]
    public void What_is_unknown_is_a_gap_and_what_is_older_than_two_minutes_is_gone()
    {
        _history.Add(TimeSpan.FromSeconds(1000), 1);
        _history.Add(TimeSpan.FromSeconds(1004), null);
        _history.Add(TimeSpan.FromSeconds(1008), 1);
        Assert.Equal("█   █", _history.Sparkline(1).TrimStart());
        _history.Add(TimeSpan.FromSeconds(1119), 0);
        Assert.Equal('█', _history.Sparkline(1)[0]);
        _history.Add(TimeSpan.FromSeconds(5000), null);
        Assert.Equal(string.Empty, _history.Sparkline(1).Trim());
        Assert.Null(_history.Highest);
    }

    [Fact]
    public void A_number_beyond_the_scale_is_a_full_block_and_none_below_it_is_less_than_the_lowest()
    {
        _history.Add(TimeSpan.Zero, 7);
        Assert.Equal("█", _history.Sparkline(1).Trim());
        Assert.Equal("▁", _history.Sparkline(double.PositiveInfinity).Trim());
    }
}
