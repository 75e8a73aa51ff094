using Wva.Local.Measure;

namespace Wva.Local.Tests;

public sealed class DecisionClockTests
{
    private readonly DecisionClock _clock = new(most: 7);

    public DecisionClockTests() => See(0, 1);

    [Fact]
    public void A_decision_takes_from_the_first_moment_at_which_more_is_asked_for_to_the_higher_value_seen()
    {
        Ask((1, 1), (5, 2), (5.3, 3));

        Assert.Equal(Seconds(0.5), See(5.5, 3));
        Assert.Equal([Seconds(0.5)], _clock.Times);
        Assert.Equal(0, Missed(60));
    }

    [Fact]
    public void A_dip_that_an_agent_may_not_see_does_not_start_the_clock_again()
    {
        Ask((5, 2), (5.8, 1), (6.8, 2));

        Assert.Equal(Seconds(2), See(7, 2));
    }

    [Fact]
    public void What_goes_away_before_a_decision_was_due_and_stays_away_asked_for_none()
    {
        Ask((5, 2), (6.9, 1), (8, 2));

        Assert.Equal(Seconds(0.5), See(8.5, 2));
        Assert.Equal(0, Missed(60));
    }

    [Fact]
    public void What_goes_away_after_a_decision_was_due_is_missed()
    {
        Ask((5, 2));
        Assert.Equal(0, Missed(7));

        Ask((7.1, 1));
        Assert.Equal(1, Missed(60));
        Ask((61, 2));
        Assert.Equal(Seconds(1), See(62, 2));
        Assert.Equal(1, Missed(90));
    }

    [Fact]
    public void A_decision_that_comes_late_while_it_is_still_asked_for_is_late_and_not_missed()
    {
        Ask((5, 2), (9, 1));

        Assert.Equal(Seconds(4.5), See(9.5, 2));
        Assert.Equal(0, Missed(60));
    }

    [Fact]
    public void What_is_open_at_the_end_is_missed_once_it_was_due()
    {
        Ask((5, 4));

        Assert.Equal(0, Missed(7));
        Assert.Equal(1, Missed(7.01));
    }

    [Fact]
    public void A_value_that_answers_a_part_leaves_the_clock_of_the_rest_running()
    {
        Ask((5, 2), (5.2, 3), (5.4, 4));

        Assert.Equal(Seconds(0.6), See(5.6, 2));
        Assert.Equal(Seconds(1.8), See(7, 4)); // 3 were asked for at 5.2
        Assert.Equal(0, Missed(60));
    }

    [Fact]
    public void A_part_that_is_never_answered_is_missed()
    {
        Ask((5, 3));
        See(5.5, 2);
        Ask((7.5, 2));

        Assert.Equal(1, Missed(60));
    }

    [Fact]
    public void A_part_that_went_away_unanswered_before_a_late_decision_is_not_missed_beside_it()
    {
        Ask((5, 3), (7.5, 2));

        Assert.Equal(Seconds(4), See(9, 2));
        Assert.Equal(0, Missed(60));
    }

    [Fact]
    public void What_was_asked_for_before_the_first_value_counts_from_then()
    {
        var clock = new DecisionClock(most: 7);
        clock.Ask(2, Seconds(1));

        Assert.Null(clock.See(1, Seconds(2))); // the first value is no decision
        Assert.Equal(Seconds(2), clock.See(2, Seconds(3)));
    }

    [Fact]
    public void A_value_that_falls_below_what_is_asked_for_starts_a_clock_then()
    {
        See(1, 3);
        Ask((2, 3), (2, 3));
        Assert.Null(See(10, 2));

        Assert.Equal(Seconds(0.7), See(10.7, 3));
    }

    [Fact]
    public void A_value_that_rises_unasked_has_no_time_and_one_that_falls_neither()
    {
        Ask((1, 1));

        Assert.Null(See(2, 3));
        Assert.Null(See(3, 1));
        Assert.Empty(_clock.Times);
    }

    [Fact]
    public void No_more_is_asked_for_than_there_can_be()
    {
        See(1, 7);
        Ask((2, 12));

        Assert.Equal(0, Missed(60));
    }

    private static TimeSpan Seconds(double seconds) => TimeSpan.FromSeconds(seconds);

    private void Ask(params (double At, int Replicas)[] asked)
    {
        foreach (var (at, replicas) in asked)
        {
            _clock.Ask(replicas, Seconds(at));
        }
    }

    private TimeSpan? See(double at, int replicas) => _clock.See(replicas, Seconds(at));

    private int Missed(double at) => _clock.MissedBy(Seconds(at));
}
