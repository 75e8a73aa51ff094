using Wva.Local.Measure;
using Wva.Local.Recorded;

namespace Wva.Local.Tests;

public sealed class RunJournalTests
{
    private readonly RunJournal _journal = new(["v"], most: 10);

    [Fact]
    public void Nothing_published_is_no_publication()
    {
        Assert.Null(See(1, null));
        Assert.Equal((null, null), (_journal.Published("v"), _journal.Peak("v")));
    }

    [Fact]
    public void The_first_publication_is_no_decision()
    {
        Assert.Equal(new Publication(Seconds(1), "v", null, 1, "R", "m", null), See(1, 1));
        Assert.Empty(_journal.Decisions);
    }

    [Fact]
    public void The_same_value_again_is_no_publication()
    {
        See(1, 1);

        Assert.Null(See(2, 1));
    }

    [Fact]
    public void A_decision_is_timed_from_the_first_page_that_asked_for_more()
    {
        See(1, 1);
        Ask((3, 1), (4, null), (5, 2));

        Assert.Equal(Seconds(0.25), See(5.25, 2)!.Latency);
    }

    [Fact]
    public void A_page_that_does_not_say_withdraws_nothing()
    {
        See(1, 1);
        Ask((3, 2), (3.5, null));

        Assert.Equal(Seconds(1.9), See(4.9, 2)!.Latency);
    }

    [Fact]
    public void Values_of_several_variants_answer_what_all_of_them_are_asked_for()
    {
        var journal = new RunJournal(["cheap", "dear"], most: 7);
        journal.See("cheap", 1, "R", "m", Seconds(1));
        journal.Ask(2, Seconds(2)); // the other has published nothing yet
        journal.See("dear", 0, "R", "m", Seconds(3));

        Assert.Equal(Seconds(2), journal.See("dear", 1, "R", "m", Seconds(4))!.Latency);
        Assert.Equal((1, 1, 1), (journal.Published("cheap"), journal.Published("dear"), journal.Peak("dear")));
    }

    [Fact]
    public void The_summary_is_one_line_of_json_with_the_decisions_and_their_times()
    {
        See(1, 1);
        Ask((5, 2));
        See(5.25, 2);
        Ask((6, 4));
        See(7, 4);
        Ask((8, 1));
        See(30, 1);
        Ask((31, 2));

        Assert.Equal(
            "summary: {\"pages\":180,\"samples\":175,\"decisions\":[{\"atSeconds\":5.25,\"variant\":\"v\",\"from\":1,\"to\":2,\"reason\":\"R\"},"
            + "{\"atSeconds\":7,\"variant\":\"v\",\"from\":2,\"to\":4,\"reason\":\"R\"},{\"atSeconds\":30,\"variant\":\"v\",\"from\":4,\"to\":1,\"reason\":\"R\"}],"
            + "\"decisionP50Ms\":250,\"decisionP99Ms\":1000,\"missed\":1,\"variants\":[{\"name\":\"v\",\"cost\":10,\"peak\":4,\"final\":1}]}",
            SummaryLine.Write(RecordedSummary.Of(_journal, "v", 10, 180, 175, Seconds(40))));
    }

    [Fact]
    public void A_run_without_a_decision_sums_up_to_nulls() =>
        Assert.Equal(
            "summary: {\"pages\":0,\"samples\":null,\"decisions\":[],\"decisionP50Ms\":null,\"decisionP99Ms\":null,\"missed\":0,\"variants\":[{\"name\":\"v\",\"cost\":10,\"peak\":null,\"final\":null}]}",
            SummaryLine.Write(RecordedSummary.Of(_journal, "v", 10, 0, null, Seconds(40))));

    private static TimeSpan Seconds(double seconds) => TimeSpan.FromSeconds(seconds);

    private void Ask(params (double At, int? Replicas)[] asked)
    {
        foreach (var (at, replicas) in asked)
        {
            _journal.Ask(replicas, Seconds(at));
        }
    }

    private Publication? See(double at, int? replicas) => _journal.See("v", replicas, "R", "m", Seconds(at));
}
