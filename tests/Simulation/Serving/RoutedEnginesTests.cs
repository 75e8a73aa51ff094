using System.Collections.Concurrent;
using System.Net.Sockets;
using Microsoft.Extensions.Time.Testing;
using Wva.Simulation.Engines;
using Wva.Simulation.Routing;
using Wva.Simulation.Serving;
using Wva.Simulation.Traces;
using Wva.Testing;

namespace Wva.Simulation.Tests.Serving;

public sealed class RoutedEnginesTests : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);
    private static readonly EngineParameters Parameters = new(new EngineSpeed(10, 0, 0, 0), new EngineLimits(16_000) { MaxModelLength = 1000 });

    private readonly FakeTimeProvider _time = new();
    private readonly SimulatedEngine _one;
    private readonly SimulatedEngine _other;
    private readonly ConcurrentQueue<RoutedAnswer> _answers = new();
    private readonly ConcurrentQueue<string> _lost = new();
    private readonly RoutedEngines _engines;

    public RoutedEnginesTests()
    {
        var options = new SimulatedEngineOptions { Model = "m", Parameters = Parameters };
        _one = SimulatedEngine.Start(options, _time);
        _other = SimulatedEngine.Start(options with { Startup = TimeSpan.FromSeconds(5) }, _time);
        _engines = new RoutedEngines(RoutingPolicy.LeastLoaded, TimeSpan.FromSeconds(60), _time, _answers.Enqueue, _lost.Enqueue);
    }

    [Fact]
    public async Task Requests_wait_for_a_replica_are_spread_over_all_and_answered_with_the_wait_told()
    {
        Offer(1);
        Pass(2);
        await _engines.AddAsync("one", _one.Port, Stop);
        await AtAsync(1, 0);
        Pass(3);
        await Eventually.TrueAsync("the first is answered", Patience, () => _answers.Count == 1, Stop);
        await _engines.AddAsync("other", _other.Port, Stop);
        Offer(3);
        await AtAsync(2, 1);
        Pass(1);

        await Eventually.TrueAsync("all are answered", Patience, () => _answers.Count == 4, Stop);
        var first = _answers.Single(answer => answer.WaitedSeconds > 0);
        Assert.Equal(("one", 2.0, 0.1), (first.Replica, first.WaitedSeconds, first.Answer.EndSeconds), new Near());
        Assert.Equal(2.01, first.TtftSeconds, 1e-9);
        Assert.Equal(new RouterCounts(Offered: 4, Completed: 4, Failed: 0, TimedOut: 0, Queued: 0, InFlight: 0), _engines.Counts);
        Assert.Equal(2, _answers.Select(answer => answer.Replica).Distinct(StringComparer.Ordinal).Count());
    }

    [Fact]
    public async Task A_replica_that_starts_is_no_replica_yet()
    {
        await Assert.ThrowsAnyAsync<SocketException>(() => _engines.AddAsync("other", _other.Port, Stop));
        await _engines.AddAsync("one", _one.Port, Stop);
        await Assert.ThrowsAsync<InvalidOperationException>(() => _engines.AddAsync("one", _one.Port, Stop));
    }

    [Fact]
    public async Task A_replica_that_is_withdrawn_ends_what_it_has()
    {
        await _engines.AddAsync("one", _one.Port, Stop);
        Offer(1);
        await AtAsync(1, 0);
        _engines.Withdraw("one");
        Offer(1);
        Pass(1);

        await Eventually.TrueAsync("what it had is answered", Patience, () => _engines.InFlightOf("one") == 0, Stop);
        Assert.Equal(new RouterCounts(Offered: 2, Completed: 1, Failed: 0, TimedOut: 0, Queued: 1, InFlight: 0), _engines.Counts);
        Pass(60);
        Assert.Equal(1, _engines.Counts.TimedOut);
    }

    [Fact]
    public async Task When_an_engine_goes_away_what_it_had_has_failed_and_its_owner_is_told()
    {
        await _engines.AddAsync("one", _one.Port, Stop);
        Offer(3);
        await AtAsync(3, 0);
        await _one.DisposeAsync();

        await Eventually.TrueAsync("the loss is told", Patience, () => !_lost.IsEmpty, Stop);
        Assert.Equal("one", Assert.Single(_lost));
        Assert.Equal(3, _engines.Counts.Failed);
        Assert.Empty(_answers);
    }

    [Fact]
    public async Task A_replica_that_is_removed_is_left_and_not_told_as_lost()
    {
        await _engines.AddAsync("one", _one.Port, Stop);
        Offer(2);
        await AtAsync(2, 0);
        _engines.Remove("one");

        await AtAsync(0, 0); // the engine has aborted what it had
        Assert.Equal(2, _engines.Counts.Failed);
        await _engines.DisposeAsync();
        Assert.Empty(_lost);
    }

    public async ValueTask DisposeAsync()
    {
        await _engines.DisposeAsync();
        await _one.DisposeAsync();
        await _other.DisposeAsync();
    }

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    private void Offer(int requests)
    {
        for (var i = 0; i < requests; i++)
        {
            _engines.Offer(new TraceRequest(0, 100, 10));
        }
    }

    private void Pass(double seconds) => _time.Advance(TimeSpan.FromSeconds(seconds));

    private Task AtAsync(int one, int other) =>
        Eventually.TrueAsync($"{one} and {other} requests are at the engines", Patience, () => (_one.RequestsUnderWay, _other.RequestsUnderWay) == (one, other), Stop);

    private sealed class Near : IEqualityComparer<(string Replica, double Waited, double End)>
    {
        public bool Equals((string Replica, double Waited, double End) x, (string Replica, double Waited, double End) y) =>
            x.Replica == y.Replica && Math.Abs(x.Waited - y.Waited) < 1e-9 && Math.Abs(x.End - y.End) < 1e-9;

        public int GetHashCode((string Replica, double Waited, double End) obj) => 0;
    }
}
