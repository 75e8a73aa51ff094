using Microsoft.Extensions.Time.Testing;
using Wva.Agent.Stream;

namespace Wva.Agent.Tests.Stream;

public sealed class WriteGapTests
{
    private readonly FakeTimeProvider _time = new();

    [Fact]
    public void Each_complaint_doubles_the_gap_and_each_minute_without_one_halves_it_down_to_where_it_began()
    {
        var gap = new WriteGap(_time);
        Assert.Equal(WritePace.MinGap, gap.Current);
        for (var i = 0; i < 8; i++)
        {
            gap.Complained();
        }

        Assert.Equal(WriteGap.Max, gap.Current);
        _time.Advance(TimeSpan.FromSeconds(59));
        Assert.Equal(WriteGap.Max, gap.Current);
        _time.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal(WriteGap.Max / 2, gap.Current);
        gap.Complained();
        Assert.Equal(WriteGap.Max, gap.Current);
        _time.Advance(TimeSpan.FromDays(300));
        Assert.Equal(WritePace.MinGap, gap.Current);
    }
}
