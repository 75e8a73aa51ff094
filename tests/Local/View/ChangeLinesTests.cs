using Wva.Api;
using Wva.Cli.Tests.Fakes;
using Wva.Local.View;

namespace Wva.Local.Tests.View;

/// <summary>What a log says of a fleet: each change once, and nothing while only numbers move.</summary>
public sealed class ChangeLinesTests
{
    [Fact]
    public void The_first_report_introduces_each_variant()
    {
        var lines = ChangeLines.Between(null, SampleReports.Status).ToArray();
        Assert.Equal(
            [
                "default/llama-l4  3 published, 2 asked, 1 serving, 1 starting; Ready True",
                "default/llama-h100  2 published, 2 asked, 2 serving, 1 draining; Ready True",
                "staging/llama-l4  - published, - asked, -; Ready False: MetricsMissing: no sample has come yet",
            ],
            lines);
    }

    [Fact]
    public void Numbers_that_move_all_the_time_are_no_change()
    {
        var moved = SampleReports.Status with
        {
            Time = SampleReports.Noon.AddSeconds(1),
            Variants =
            [
                SampleReports.Cheap with { Load = SampleReports.Cheap.Load! with { Waiting = 0 }, OldestSignalAgeSeconds = 3 },
                SampleReports.Dear with { Quiet = [SampleReports.Dear.Quiet[0] with { AgeSeconds = 45.2, SilentSeconds = 15.2, ForSeconds = 44.9 }] },
                SampleReports.New,
            ],
        };
        Assert.Empty(ChangeLines.Between(SampleReports.Status, moved));
    }

    [Fact]
    public void Each_change_is_a_line()
    {
        var before = SampleReports.Status;
        var after = before with
        {
            Leader = "box-4712",
            Problems = ["policy.yaml: no number"],
            Variants =
            [
                SampleReports.Cheap with
                {
                    LastDecision = new LastDecisionReport(SampleReports.Noon, 3, 5, "ScaleOut", "the load needs 5"),
                    Replicas = new ReplicaCounts(0, 3, 0, 0, 0, 0, 0, 0),
                    Ready = new ReadyReport("False", "MetricsStale", "0 of 1 serving pods report", SampleReports.Noon),
                    Quiet = [new QuietReplica("p", "serving", false, 13, null)],
                },
                SampleReports.Dear with { Quiet = [] },
            ],
        };
        Assert.Equal(
            [
                "box-4712 decides, no longer box-4711",
                "policy.yaml: no number",
                "default/llama-l4  3 -> 5 ScaleOut: the load needs 5",
                "default/llama-l4  3 serving (before: 1 serving, 1 starting)",
                "default/llama-l4  Ready False: MetricsStale: 0 of 1 serving pods report",
                "default/llama-l4  p stale, last read 13 s ago",
                "default/llama-h100  llama-h100-1 is no longer quiet, after 43 s",
                "staging/llama-l4  is gone",
            ],
            ChangeLines.Between(before, after).ToArray());
    }

    [Fact]
    public void Each_cause_is_news_once_and_its_seconds_are_not()
    {
        QuietReplica[] way =
        [
            new("p", "serving", false, 2, null) { Cause = QuietCauses.ScrapeFailed, ForSeconds = 1, Error = "connection refused" },
            new("p", "starting", false, 32, 2) { Cause = QuietCauses.ScrapeFailed, ForSeconds = 31, Error = "connection refused" },
            new("p", "starting", false, 33, 3) { Cause = QuietCauses.NoStream, ForSeconds = 0.5 },
        ];
        var reports = way.Select(quiet => SampleReports.Status with { Variants = [SampleReports.Cheap with { Quiet = [quiet] }] }).ToArray();
        Assert.Empty(ChangeLines.Between(reports[0], reports[1]));
        Assert.Equal("default/llama-l4  p has no stream for 0.5 s, last read 33 s ago", Assert.Single(ChangeLines.Between(reports[1], reports[2])));
    }

    [Fact]
    public void Where_an_older_aggregator_tells_no_cause_the_way_from_stale_to_silent_to_stalled_is_news_each_time()
    {
        QuietReplica[] way = [new("p", "serving", false, 13, null), new("p", "serving", false, 31, 1), new("p", "serving", true, 12, 12)];
        var reports = way.Select(quiet => SampleReports.Status with { Variants = [SampleReports.Cheap with { Quiet = [quiet] }] }).ToArray();
        Assert.Equal("default/llama-l4  p silent for 1.0 s, last read 31 s ago", Assert.Single(ChangeLines.Between(reports[0], reports[1])));
        Assert.Equal("default/llama-l4  p stalled for 12 s: its engine has work and does not move", Assert.Single(ChangeLines.Between(reports[1], reports[2])));
    }
}
