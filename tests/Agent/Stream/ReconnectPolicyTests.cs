using CsCheck;
using Wva.Agent.Stream;

namespace Wva.Agent.Tests.Stream;

public sealed class ReconnectPolicyTests
{
    [Theory]
    [InlineData("Broken", 1, null, 0.5, 1)]
    [InlineData("Broken", 2, null, 0.5, 2)]
    [InlineData("Broken", 3, null, 0.5, 4)]
    [InlineData("Broken", 7, null, 0.5, 30)]
    [InlineData("Broken", 1000, null, 0.5, 30)]
    [InlineData("Broken", 0, null, 0.5, 1)] // a steady stream that broke
    [InlineData("Ended", 0, null, 0, 0)]
    [InlineData("Ended", 1, null, 0, 0)] // once: its token ran out early
    [InlineData("Ended", 2, null, 0.5, 2)] // again and again: no flood
    [InlineData("Refused", 1, 20, 20, 30)]
    [InlineData("Refused", 1, 0, 0.5, 1)]
    [InlineData("Refused", 1, 86400, 600, 900)] // nobody sends an agent away for a day
    [InlineData("Exhausted", 1, null, 5, 30)]
    [InlineData("Mismatch", 1, null, 30, 120)]
    [InlineData("Mismatch", 1, 100, 100, 150)]
    public void A_wait_lies_within_its_bounds(string kind, int failures, int? retryAfterSeconds, double min, double max)
    {
        var end = new StreamEnd(Enum.Parse<StreamEndKind>(kind), "cause", retryAfterSeconds is { } seconds ? TimeSpan.FromSeconds(seconds) : null);
        var delays = Enumerable.Range(0, 500).Select(seed => ReconnectPolicy.Delay(end, failures, new Random(seed)).TotalSeconds).ToArray();
        Assert.All(delays, delay => Assert.InRange(delay, min, max));
        Assert.True(delays.Max() - delays.Min() >= 0.9 * (max - min), "the jitter does not fill its range");
    }

    [Fact]
    public void Nothing_ever_waits_longer_than_a_quarter_of_an_hour_or_a_negative_time()
    {
        Gen.Select(Gen.Enum<StreamEndKind>(), Gen.Int, Gen.Int[0, int.MaxValue], Gen.Int).Sample((kind, failures, retry, seed) =>
            ReconnectPolicy.Delay(new StreamEnd(kind, "", TimeSpan.FromMilliseconds(retry)), failures, new Random(seed)) is var delay
            && delay >= TimeSpan.Zero && delay <= TimeSpan.FromMinutes(15));
    }
}
