using Wva.Local.Measure;

namespace Wva.Local.Tests;

public sealed class RunJournalTests
{
    private readonly RunJournal _journal = new();

    [Fact]
    public void Nothing_published_is_no_publication()
    {
        Assert.Null(See(1, null));
        Assert.Equal((null, null), (_journal.Published, _journal.Peak));
    }

    [Fact]
    public void The_first_publication_is_no_decision()
    {
        Assert.Equal(new Publication(Seconds(1), null, 1, "R", "m", null), See(1, 1));
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

        var decision = See(5.25, 2, (3, 1), (4, null), (5, 2));

        Assert.Equal(Seconds(0.25), decision!.Latency);
    }

    [Fact]
    public void A_page_between_that_asks_for_less_again_does_not_shorten_the_time()
    {
        See(1, 1);

        Assert.Equal(Seconds(2), See(6, 2, (4, 2), (5, 1), (5.5, 2))!.Latency);
    }

    [Fact]
    public void What_the_engine_shows_only_later_does_not_count()
    {
        See(1, 1);

        Assert.Null(See(5, 2, (3, 1), (6, 2))!.Latency);
    }

    [Fact]
    public void A_page_shown_before_the_first_publication_counts()
    {
        See(2, 1);

        Assert.Equal(Seconds(2), See(3, 2, (1, 2))!.Latency);
    }

    [Fact]
    public void A_page_that_asked_for_more_than_an_older_value_counts_only_while_it_stands()
    {
        See(1, 1, (0, 1));
        See(3, 2, (0, 1), (2.5, 2));

        var decision = See(9, 3, (0, 1), (2.5, 2), (4, 2), (8, 3));

        Assert.Equal(Seconds(1), decision!.Latency);
    }

    [Fact]
    public void The_page_that_still_stands_when_a_value_is_published_counts_for_the_next_one()
    {
        See(1, 1);
        See(3, 2, (2.5, 3));

        Assert.Equal(Seconds(1.5), See(4, 3, (2.5, 3))!.Latency);
    }

    [Fact]
    public void A_decision_to_scale_in_or_without_a_page_that_asked_has_no_time()
    {
        See(1, 2);

        Assert.Null(See(2, 1, (1.5, 1))!.Latency);
        Assert.Null(See(3, 2, (1.5, 1))!.Latency);
    }

    [Fact]
    public void The_summary_is_one_line_of_json_with_the_decisions_and_their_times()
    {
        See(1, 1);
        See(5.25, 2, (5, 2));
        See(7, 4, (5, 2), (6, 4));
        See(30, 1);

        var summary = RunSummary.Of(_journal, "recorded", 10, 180, 175).ToLine();

        Assert.Equal(
            "summary: {\"pages\":180,\"samples\":175,\"decisions\":[{\"atSeconds\":5.25,\"variant\":\"recorded\",\"from\":1,\"to\":2,\"reason\":\"R\"},"
            + "{\"atSeconds\":7,\"variant\":\"recorded\",\"from\":2,\"to\":4,\"reason\":\"R\"},{\"atSeconds\":30,\"variant\":\"recorded\",\"from\":4,\"to\":1,\"reason\":\"R\"}],"
            + "\"decisionP50Ms\":250,\"decisionP99Ms\":1000,\"variants\":[{\"name\":\"recorded\",\"cost\":10,\"peak\":4,\"final\":1}]}",
            summary);
    }

    [Fact]
    public void A_run_without_a_decision_sums_up_to_nulls() =>
        Assert.Equal(
            "summary: {\"pages\":0,\"samples\":null,\"decisions\":[],\"decisionP50Ms\":null,\"decisionP99Ms\":null,\"variants\":[{\"name\":\"v\",\"cost\":10,\"peak\":null,\"final\":null}]}",
            RunSummary.Of(_journal, "v", 10, 0, null).ToLine());

    private static TimeSpan Seconds(double seconds) => TimeSpan.FromSeconds(seconds);

    private Publication? See(double at, int? replicas, params (double At, int? Demand)[] shown) =>
        _journal.See(Seconds(at), replicas, "R", "m", [.. shown.Select(page => new ShownDemand(Seconds(page.At), page.Demand))]);
}
