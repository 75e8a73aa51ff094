using Microsoft.Extensions.Time.Testing;
using Wva.Local.Run;

namespace Wva.Local.Tests;

/// <summary>What a view says of aggregators that ended.</summary>
public sealed class OutagesTests
{
    private readonly FakeTimeProvider _time = new();
    private readonly Outages _outages;

    public OutagesTests() => _outages = new Outages(_time);

    [Fact]
    public void While_a_process_is_gone_the_live_view_counts_and_a_log_says_it_once()
    {
        Pass(5);
        _outages.Begin("aggregator-1");
        Pass(0.6);
        Assert.Equal("   5.0 s  aggregator-1 ended 0.6 s ago, and is started again", Assert.Single(_outages.Lines(isLive: true)));
        Assert.Equal("   5.0 s  aggregator-1 ended, and is started again", Assert.Single(_outages.Lines(isLive: false)));
    }

    [Fact]
    public void Once_it_is_back_both_say_for_how_long_it_was_gone()
    {
        _outages.Begin("aggregator-2");
        Pass(11);
        _outages.End("aggregator-2");
        Pass(100);
        Assert.All([true, false], isLive => Assert.Equal("   0.0 s  aggregator-2 was gone for 11 s", Assert.Single(_outages.Lines(isLive))));
    }

    [Fact]
    public void The_last_four_are_kept_and_each_end_belongs_to_its_own_process()
    {
        foreach (var name in (string[])["a", "b", "c", "d", "e"])
        {
            _outages.Begin(name);
        }

        Pass(2);
        _outages.End("d");
        _outages.End("never ended");
        Assert.Equal(
            ["   0.0 s  b ended, and is started again", "   0.0 s  c ended, and is started again", "   0.0 s  d was gone for 2.0 s", "   0.0 s  e ended, and is started again"],
            _outages.Lines(isLive: false));
    }

    private void Pass(double seconds) => _time.Advance(TimeSpan.FromSeconds(seconds));
}
