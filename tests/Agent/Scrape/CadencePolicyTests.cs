using CsCheck;
using Microsoft.Extensions.Time.Testing;
using Wva.Agent.Options;
using Wva.Agent.Scrape;

namespace Wva.Agent.Tests.Scrape;

public sealed class CadencePolicyTests
{
    private static readonly Gen<TimeSpan> Times = Gen.Int[50, 60_000].Select(milliseconds => TimeSpan.FromMilliseconds(milliseconds));

    [Theory]
    [InlineData(1000, 250, false, 5, 1000)] // at ease
    [InlineData(1000, 250, true, 5, 250)] // busy, and the page is quick: the floor
    [InlineData(1000, 250, true, 20, 400)] // 20 x the median read
    [InlineData(1000, 250, true, 80, 1000)] // a page so slow is not read more often than at ease
    [InlineData(1000, 250, true, null, 250)]
    [InlineData(100, 250, true, 1, 100)] // the floor never makes it slower
    [InlineData(60000, 50, true, 1, 50)]
    public void A_period_follows_load_and_read_time(int sample, int fast, bool busy, int? median, int expected) =>
        Assert.Equal(Ms(expected), CadencePolicy.Choose(new Cadence(Ms(sample), Ms(fast)), busy ? CadenceReason.RequestsWait : CadenceReason.AtEase, median is { } ms ? Ms(ms) : null).Period);

    [Theory]
    [InlineData(1000, 10, false, 990)]
    [InlineData(1000, 900, false, 250)] // never back to back
    [InlineData(1000, 5000, false, 250)]
    [InlineData(1000, 1, true, 999)]
    [InlineData(1000, 10000, true, 1000)] // after a time-out, a whole period
    public void A_rest_is_what_is_left_of_the_period(int period, int spent, bool failed, int expected) =>
        Assert.Equal(Ms(expected), CadencePolicy.Rest(Ms(period), Ms(spent), failed));

    [Fact]
    public void Busy_is_never_slower_than_at_ease_and_reading_takes_at_most_a_twentieth_of_a_fast_period()
    {
        Gen.Select(Times, Times, Times).Sample((sample, fast, read) =>
        {
            var cadence = new Cadence(sample, fast);
            var period = CadencePolicy.Choose(cadence, CadenceReason.KvNearTrigger, read).Period;
            return period <= sample && (period == sample || (period >= fast && period >= read * CadencePolicy.ReadTimeFactor));
        });
    }

    [Fact]
    public void The_median_is_that_of_the_last_fifteen_reads()
    {
        var times = new ReadTimes();
        Assert.Null(times.Median);
        for (var i = 1; i <= 100; i++)
        {
            times.Add(Ms(i));
        }

        Assert.Equal(Ms(93), times.Median); // 86..100
    }

    [Fact]
    public void Of_several_requests_the_faster_wins_and_each_lapses_with_its_stream()
    {
        using var requests = new CadenceRequests(new AgentOptions(), new FakeTimeProvider());
        var (one, other) = (new object(), new object());
        Assert.True(requests.Set(one, Ms(5000), Ms(100)));
        Assert.Equal(new Cadence(Ms(5000), Ms(100)), requests.InForce);
        Assert.True(requests.Set(other, Ms(2000), null));
        Assert.False(requests.Set(other, Ms(2000), null));
        Assert.Equal(new Cadence(Ms(2000), Ms(100)), requests.InForce);
        requests.Remove(one);
        Assert.Equal(new Cadence(Ms(2000), Ms(250)), requests.InForce);
        requests.Remove(other);
        Assert.Equal(new Cadence(Ms(1000), Ms(250)), requests.InForce);
    }

    [Fact]
    public void A_request_is_brought_within_50_ms_and_60_s()
    {
        using var requests = new CadenceRequests(new AgentOptions(), new FakeTimeProvider());
        requests.Set(this, TimeSpan.FromHours(1), TimeSpan.Zero);
        Assert.Equal(new Cadence(Ms(60_000), Ms(50)), requests.InForce);
    }

    private static TimeSpan Ms(int milliseconds) => TimeSpan.FromMilliseconds(milliseconds);
}
