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
        Show(Idle);
    }

    private long Now => _time.GetTimestamp();

    [Fact]
    public void A_decision_takes_from_the_gauges_first_asking_for_more_to_the_higher_value_seen()
    {
        Show(Full);
        Pass(0.3);
        Show(Full with { Waiting = 9 }); // asks still
        Pass(0.2);
        _journal.See("a10g", 2, Now);

        Assert.Equal((500, 500, 0), Times);
        Assert.Equal((2, 2), (_journal.Published("a10g"), _journal.Peak("a10g")));
    }

    [Fact]
    public void What_engines_ask_for_is_asked_for_together_and_any_variant_may_answer()
    {
        Show(new EngineGauges(5, 2, 0));
        Pass(1);
        _journal.Shows("a10g-1", new EngineGauges(5, 2, 0), Now);
        Pass(0.4);
        _journal.See("l40s", 1, Now);

        Assert.Equal((400, 400, 0), Times);
    }

    [Fact]
    public void A_decision_that_is_late_stays_late_where_demand_dips_meanwhile()
    {
        Show(Full);
        Pass(1.5);
        Show(Idle);
        Pass(0.5);
        Show(Full);
        Pass(1);
        _journal.See("a10g", 2, Now);

        Assert.Equal((3000, 3000, 0), Times);
    }

    [Fact]
    public void A_decision_that_never_comes_is_missed()
    {
        Show(Full);
        Pass(5);
        Show(Idle);
        Pass(10);

        Assert.Equal((null, null, 1), Times);
    }

    [Fact]
    public void An_engine_that_is_gone_asks_for_nothing()
    {
        Show(Full);
        _journal.Gone("a10g-0");
        Pass(10);

        Assert.Equal((null, null, 0), Times);
    }

    [Fact]
    public void A_pod_that_was_told_to_go_asks_for_nothing_however_full_it_is()
    {
        _journal.Withdraw("a10g-0");
        Show(Full);
        Pass(10);

        Assert.Equal((null, null, 0), Times);
    }

    private (double? P50Ms, double? P99Ms, int Missed) Times => (_journal.Times.P50Ms, _journal.Times.P99Ms, _journal.Times.Missed);

    private void Show(EngineGauges gauges) => _journal.Shows("a10g-0", gauges, Now);

    private void Pass(double seconds) => _time.Advance(TimeSpan.FromSeconds(seconds));
}
