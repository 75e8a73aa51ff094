using Microsoft.Extensions.Time.Testing;
using Wva.Agent.Scrape;
using Wva.Agent.Stream;
using Wva.Contracts;

namespace Wva.Agent.Tests.Stream;

public sealed class LatestSampleTests
{
    private readonly LatestSample _latest = new();
    private readonly Sample _taken = new();
    private ScrapeFacts _facts;
    private long _version;

    [Fact]
    public void Before_the_first_scrape_there_is_nothing_to_take() => Assert.False(_latest.TryTake(ref _version, _taken, ref _facts));

    [Fact]
    public void The_newest_replaces_what_nobody_took()
    {
        Publish(1);
        Publish(2);
        Assert.True(_latest.TryTake(ref _version, _taken, ref _facts));
        Assert.Equal((2, 2), (_taken.MonotonicMilliseconds, _facts.EngineGeneration));
        Assert.False(_latest.TryTake(ref _version, _taken, ref _facts));
    }

    [Fact]
    public void A_sample_taken_does_not_change_when_the_next_one_comes()
    {
        Publish(1);
        _latest.TryTake(ref _version, _taken, ref _facts);
        Publish(2);
        Assert.Equal(1, _taken.MonotonicMilliseconds);
    }

    [Fact]
    public async Task Each_subscriber_is_woken_by_each_sample()
    {
        var time = new FakeTimeProvider();
        using var one = new Alarm(time);
        using var other = new Alarm(time);
        _latest.Subscribe(one);
        _latest.Subscribe(other);
        Publish(1);
        await one.WaitAsync(Timeout.InfiniteTimeSpan, TestContext.Current.CancellationToken);
        await other.WaitAsync(Timeout.InfiniteTimeSpan, TestContext.Current.CancellationToken);
    }

    [Fact]
    public async Task An_alarm_wakes_at_its_time_and_at_a_ring_and_keeps_one_ring_while_nobody_waits()
    {
        var time = new FakeTimeProvider();
        using var alarm = new Alarm(time);
        var waiting = alarm.WaitAsync(TimeSpan.FromSeconds(5), TestContext.Current.CancellationToken).AsTask();
        time.Advance(TimeSpan.FromSeconds(4));
        Assert.False(waiting.IsCompleted);
        time.Advance(TimeSpan.FromSeconds(1));
        await waiting;
        alarm.Ring();
        alarm.Ring();
        await alarm.WaitAsync(Timeout.InfiniteTimeSpan, TestContext.Current.CancellationToken);
        waiting = alarm.WaitAsync(TimeSpan.FromSeconds(1), TestContext.Current.CancellationToken).AsTask();
        Assert.False(waiting.IsCompleted);
        time.Advance(TimeSpan.FromSeconds(1));
        await waiting;
    }

    private void Publish(int number) => _latest.Publish(new Sample { MonotonicMilliseconds = number }, new ScrapeFacts(null, number, null));
}
