using CsCheck;
using Wva.Simulation.Routing;
using Wva.Simulation.Traces;

namespace Wva.Simulation.Tests.Routing;

public sealed class RouterTests
{
    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(10);

    private readonly Router _router = new(RoutingPolicy.LeastLoaded, Timeout);

    [Fact]
    public void The_least_loaded_replica_gets_the_request_and_of_equals_the_one_ready_longest()
    {
        _router.SetReady("new-name-old-age", 0);
        _router.SetReady("a", 1);

        Assert.Equal("new-name-old-age", Offer(1)?.Replica);
        Assert.Equal("a", Offer(2)?.Replica);
        Assert.Equal("new-name-old-age", Offer(3)?.Replica);
        _router.Complete("a", 2);
        Assert.Equal("a", Offer(4)?.Replica);
    }

    [Fact]
    public void Round_robin_goes_on_where_it_was_when_replicas_come_and_go()
    {
        var router = new Router(RoutingPolicy.RoundRobin, Timeout);
        router.SetReady("a", 0);
        router.SetReady("b", 0);
        router.SetReady("c", 0);
        string? Next(long id) => router.Offer(Request(id))?.Replica;

        Assert.Equal(["a", "b"], [Next(1), Next(2)]);
        router.SetUnready("c");
        router.SetReady("d", 0);
        Assert.Equal(["d", "a", "b", "d"], [Next(3), Next(4), Next(5), Next(6)]);
    }

    [Fact]
    public void A_request_that_meets_no_ready_replica_waits_and_goes_to_the_first_that_is()
    {
        Assert.Null(Offer(1, at: 0));
        Assert.Null(Offer(2, at: 1));
        Assert.Equal(10, _router.NextTimeoutSeconds);

        Assert.Equal([1L, 2L], _router.SetReady("a", 9.9).Select(assignment => assignment.Request.Id));
        Assert.Equal(2, _router.InFlightOf("a"));
        Assert.Null(_router.NextTimeoutSeconds);
    }

    [Fact]
    public void A_request_that_waits_too_long_is_counted_and_given_to_nobody()
    {
        Offer(1, at: 0);
        Offer(2, at: 5);

        Assert.Equal([2L], _router.SetReady("a", 10).Select(assignment => assignment.Request.Id));
        Assert.Equal(new RouterCounts(Offered: 2, Completed: 0, Failed: 0, TimedOut: 1, Queued: 0, InFlight: 1), _router.Counts);
    }

    [Fact]
    public void A_replica_that_drains_ends_what_it_has_and_gets_nothing_further()
    {
        _router.SetReady("a", 0);
        Offer(1);
        _router.SetUnready("a");

        Assert.Null(Offer(2));
        Assert.True(_router.Complete("a", 1));
        Assert.Equal(new RouterCounts(Offered: 2, Completed: 1, Failed: 0, TimedOut: 0, Queued: 1, InFlight: 0), _router.Counts);
    }

    [Fact]
    public void What_a_lost_replica_had_has_failed_and_its_late_answers_count_for_nothing()
    {
        _router.SetReady("a", 0);
        Offer(1);
        Offer(2);

        Assert.Equal([1L, 2L], _router.Remove("a").Select(request => request.Id));
        Assert.False(_router.Complete("a", 1));
        Assert.Empty(_router.Remove("a"));
        Assert.Equal(new RouterCounts(Offered: 2, Completed: 0, Failed: 2, TimedOut: 0, Queued: 0, InFlight: 0), _router.Counts);
    }

    [Fact]
    public void A_request_that_a_replica_gives_up_has_failed()
    {
        _router.SetReady("a", 0);
        Offer(1);
        _router.Complete("a", 1, succeeded: false);

        Assert.Equal(1, _router.Counts.Failed);
    }

    [Fact]
    public void Whatever_happens_only_ready_replicas_get_requests_and_every_request_is_in_one_place() =>
        Gen.Select(Gen.Enum<RoutingPolicy>(), Gen.Select(Gen.Int[0, 5], Gen.Int[0, 3]).Array[0, 200]).Sample(static (policy, steps) =>
        {
            var router = new Router(policy, Timeout);
            var ready = new HashSet<string>(StringComparer.Ordinal);
            var has = new List<(string Replica, long Id)>();
            void Take(Assignment assignment)
            {
                Assert.Contains(assignment.Replica, ready);
                has.Add((assignment.Replica, assignment.Request.Id));
            }

            for (var i = 0; i < steps.Length; i++)
            {
                var (step, number) = steps[i];
                var replica = $"r{number}";
                switch (step)
                {
                    case 0:
                        ready.Add(replica);
                        foreach (var assignment in router.SetReady(replica, i))
                        {
                            Take(assignment);
                        }

                        break;
                    case 1:
                        ready.Remove(replica);
                        router.SetUnready(replica);
                        break;
                    case 2:
                        ready.Remove(replica);
                        Assert.Equal(has.Where(one => one.Replica == replica).Select(one => one.Id).Order(), router.Remove(replica).Select(request => request.Id));
                        has.RemoveAll(one => one.Replica == replica);
                        break;
                    case 3 when has.Count > 0:
                        Assert.True(router.Complete(has[^1].Replica, has[^1].Id));
                        has.RemoveAt(has.Count - 1);
                        break;
                    default:
                        if (router.Offer(Request(i, i)) is { } given)
                        {
                            Take(given);
                        }

                        break;
                }

                var counts = router.Counts;
                Assert.Equal(counts.Offered, counts.Completed + counts.Failed + counts.TimedOut + counts.Queued + counts.InFlight);
                Assert.Equal(has.Count, counts.InFlight);
                Assert.True(ready.Count == 0 || counts.Queued == 0);
            }
        });

    private static RoutedRequest Request(long id, double at = 0) => new(id, new TraceRequest(at, 100, 10), at);

    private Assignment? Offer(long id, double at = 0) => _router.Offer(Request(id, at));
}
