using Microsoft.Extensions.Time.Testing;
using Wva.Local.Cluster;
using Wva.Simulation.Routing;
using Wva.Simulation.Serving;
using Wva.Simulation.Traces;

namespace Wva.Local.Tests.Cluster;

/// <summary>The router in front of the pods: who gets what, what is lost, and what users got.</summary>
public sealed class TrafficTests
{
    private readonly FakeTimeProvider _time = new();
    private readonly List<(string Pod, RequestLine Request)> _sent = [];
    private readonly Traffic _traffic;

    public TrafficTests() => _traffic = new Traffic(_time) { Send = (pod, request) => _sent.Add((pod, request)) };

    [Fact]
    public void Requests_wait_for_a_pod_and_are_spread_over_those_that_are_open()
    {
        Offer(2);
        Assert.Empty(_sent);
        _traffic.Open("one");
        Assert.Equal(["one", "one"], Receivers());
        _traffic.Open("other");
        Offer(2);
        Assert.Equal(["one", "one", "other", "other"], Receivers());
        Assert.Equal(new RequestLine(3, 100, 10, 0), _sent[^1].Request);
        Assert.Equal(new RouterCounts(Offered: 4, Completed: 0, Failed: 0, TimedOut: 0, Queued: 0, InFlight: 4), _traffic.Counts);
    }

    [Theory]
    [InlineData(0.5, 1.5, 1)]
    [InlineData(0.5, 1.6, 0)]
    [InlineData(2.1, 0, 0)]
    public void The_wait_for_a_pod_is_part_of_the_time_to_the_first_token(double waited, double engineTtft, double attainment)
    {
        Offer(1);
        Pass(waited);
        _traffic.Open("one");
        _traffic.Ended("one", new AnswerLine(0, AnswerKind.Ok, engineTtft, 0.01, engineTtft + 0.1));

        Assert.Equal(attainment, _traffic.Level.Attainment);
        Assert.Equal(1, _traffic.Counts.Completed);
    }

    [Fact]
    public void A_pod_that_is_closed_ends_what_it_has_and_gets_nothing_further()
    {
        _traffic.Open("one");
        Offer(1);
        _traffic.Close("one");
        Offer(1);
        Assert.False(_traffic.IsIdle("one"));
        _traffic.Ended("one", Good(0));

        Assert.True(_traffic.IsIdle("one"));
        Assert.Equal(new RouterCounts(Offered: 2, Completed: 1, Failed: 0, TimedOut: 0, Queued: 1, InFlight: 0), _traffic.Counts);
    }

    [Fact]
    public void What_a_lost_pod_had_has_failed_and_an_answer_that_comes_all_the_same_counts_no_more()
    {
        _traffic.Open("one");
        Offer(3);
        _traffic.Ended("one", Good(0));
        _traffic.Lose("one");
        _traffic.Ended("one", Good(1));

        Assert.Equal(new RouterCounts(Offered: 3, Completed: 1, Failed: 2, TimedOut: 0, Queued: 0, InFlight: 0), _traffic.Counts);
        Assert.Equal(1.0 / 3, _traffic.Level.Attainment!.Value, 1e-9);
    }

    [Fact]
    public void A_request_that_meets_no_pod_for_a_minute_is_given_up()
    {
        Offer(1);
        Pass(59);
        _traffic.Expire();
        Assert.Equal(0, _traffic.Counts.TimedOut);
        Pass(2);
        _traffic.Expire();

        Assert.Equal((1, 0.0), (_traffic.Counts.TimedOut, _traffic.Level.Attainment));
    }

    [Fact]
    public void At_the_end_what_has_not_ended_and_is_too_late_has_missed_and_what_has_time_left_counts_nowhere()
    {
        _traffic.Open("one");
        Offer(1);
        _traffic.Ended("one", Good(0));
        Offer(1, outputTokens: 50);
        _traffic.Close("one");
        Offer(1);
        Pass(6);
        Offer(1);
        Pass(1.5);
        _traffic.End();

        Assert.Equal((1, 2), (_traffic.Level.Met, _traffic.Level.Missed));
    }

    [Fact]
    public void A_request_that_an_engine_refuses_has_failed()
    {
        _traffic.Open("one");
        Offer(1);
        _traffic.Ended("one", new AnswerLine(0, AnswerKind.TooLong, 0, 0, 0));

        Assert.Equal((1, 0.0), (_traffic.Counts.Failed, _traffic.Level.Attainment));
    }

    private static AnswerLine Good(long id) => new(id, AnswerKind.Ok, 0.1, 0.01, 0.2);

    private string[] Receivers() => [.. _sent.Select(sent => sent.Pod)];

    private void Offer(int requests, int outputTokens = 10)
    {
        for (var i = 0; i < requests; i++)
        {
            _traffic.Offer(new TraceRequest(0, 100, outputTokens));
        }
    }

    private void Pass(double seconds) => _time.Advance(TimeSpan.FromSeconds(seconds));
}
