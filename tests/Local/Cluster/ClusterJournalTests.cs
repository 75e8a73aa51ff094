using Microsoft.Extensions.Time.Testing;
using Wva.Local.Cluster;
using Wva.Simulation.Engines;

namespace Wva.Local.Tests.Cluster;

public sealed class ClusterJournalTests
{
    private static readonly EngineGauges Idle = new(0, 0, 0);
    private static readonly EngineGauges Full = new(20, 4, 0.5);

    private readonly FakeTimeProvider _time = new();
    private readonly ClusterJournal _journal;

    public ClusterJournalTests()
    {
        _journal = new ClusterJournal(ClusterPlan.Default, _time);
        _journal.See("a10g", 1, Now);
        _journal.See("l40s", 0, Now);
        _journal.Shows("a10g-0", Idle, Now);
    }

    private long Now => _time.GetTimestamp();

    [Fact]
    public void A_decision_takes_from_the_gauges_first_asking_for_more_to_the_higher_value_seen()
    {
        Show(Full);
        Pass(0.3);
        _journal.Shows("a10g-0", Full with { Waiting = 9 }, Now); // asks still
        Pass(0.2);
        _journal.See("a10g", 2, Now);

        Assert.Equal([TimeSpan.FromSeconds(0.5)], _journal.Latencies);
        Assert.Equal((2, 2), (_journal.Published("a10g"), _journal.Peak("a10g")));
    }

    [Fact]
    public void Another_variant_may_be_the_one_that_grows()
    {
        Show(Full);
        Pass(0.4);
        _journal.See("l40s", 1, Now);

        Assert.Equal([TimeSpan.FromSeconds(0.4)], _journal.Latencies);
    }

    [Fact]
    public void What_is_asked_for_a_moment_only_is_no_decision_that_is_late()
    {
        Show(Full);
        Pass(5);
        Show(Idle);
        Pass(1);
        Show(Full);
        Pass(0.1);
        _journal.See("a10g", 2, Now);

        Assert.Equal([TimeSpan.FromSeconds(0.1)], _journal.Latencies);
    }

    [Fact]
    public void A_value_that_rises_unasked_has_no_time_and_one_that_falls_neither()
    {
        _journal.See("a10g", 2, Now);
        _journal.See("a10g", 1, Now);

        Assert.Empty(_journal.Latencies);
        Assert.Equal((1, 2), (_journal.Published("a10g"), _journal.Peak("a10g")));
    }

    [Fact]
    public void An_engine_that_is_gone_asks_for_nothing()
    {
        Show(Full);
        _journal.Gone("a10g-0");
        Pass(1);
        _journal.See("a10g", 2, Now);

        Assert.Empty(_journal.Latencies);
    }

    private void Show(EngineGauges gauges) => _journal.Shows("a10g-0", gauges, Now);

    private void Pass(double seconds) => _time.Advance(TimeSpan.FromSeconds(seconds));
}
