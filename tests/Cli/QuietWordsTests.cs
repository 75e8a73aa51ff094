using Wva.Api;

namespace Wva.Cli.Tests;

/// <summary>How a pod whose numbers are not of now is spoken of.</summary>
public sealed class QuietWordsTests
{
    [Theory]
    [InlineData(QuietCauses.NoStream, 3.4, null, "p has no stream for 3.0 s, last read 3.4 s ago")]
    [InlineData(QuietCauses.NoStream, null, null, "p has no stream for 3.0 s, never read")]
    [InlineData(QuietCauses.NoWord, 14.2, null, "p has said nothing for 3.0 s, last read 14 s ago")]
    [InlineData(QuietCauses.ScrapeFailed, 3.4, null, "p cannot be read for 3.0 s, last read 3.4 s ago: connection refused")]
    [InlineData(QuietCauses.NotRead, 44.2, 14.2, "p silent for 14 s, last read 44 s ago")]
    [InlineData(QuietCauses.MissingFields, 0.4, 3.0, "p does not say what a decision needs for 3.0 s, last read 0.4 s ago")]
    [InlineData(null, 13.0, null, "p stale, last read 13 s ago")]
    [InlineData(null, null, 14.0, "p silent for 14 s, never read")]
    public void The_cause_is_named_with_for_how_long_and_when_it_was_last_read(string? cause, double? age, double? silent, string expected) =>
        Assert.Equal(expected, ReportWords.Quiet(new QuietReplica("p", "serving", false, age, silent) { Cause = cause, ForSeconds = cause is null ? null : 3.0, Error = "connection refused" }));

    [Theory]
    [InlineData(QuietCauses.Stalled, 12.4)]
    [InlineData(null, null)]
    public void A_stalled_engine_is_named_as_one(string? cause, double? seconds) => Assert.Equal(
        "p stalled for 12 s: its engine has work and does not move",
        ReportWords.Quiet(new QuietReplica("p", "serving", true, 0.2, 12) { Cause = cause, ForSeconds = seconds }));
}
