using Wva.Replay.Loop;
using Wva.Simulation.Traces;

namespace Wva.Replay.Tests.Loop;

public sealed class VirtualLoopTests(ITestOutputHelper output)
{
    private static readonly LoopOptions Small = new() { Variants = DemoFleet.Variants };

    [Theory] // the demonstration's own day, and others
    [InlineData(29)]
    [InlineData(3)]
    [InlineData(21)]
    public void A_generated_day_moves_a_small_fleet_out_and_in_within_its_three_minutes(int seed)
    {
        var (whole, lead) = (TimeSpan.FromMinutes(3), DemoFleet.Startup + TimeSpan.FromSeconds(2));
        var day = new ChatDayOptions { Seed = seed, Length = whole - lead, MeanRequestsPerSecond = DemoFleet.MeanRequestsPerSecond };
        var result = VirtualLoop.Run(Small with { Variants = DemoFleet.Evening }, ChatDay.Generate(day).Delayed(lead), whole);
        Print(result);

        int[] Desired(string name) => [.. result.Ticks.Select(tick => tick.Variants.Single(variant => variant.Name == name).Desired ?? 0)];
        int[] Ready(string name) => [.. result.Ticks.Select(tick => tick.Variants.Single(variant => variant.Name == name).Ready)];
        Assert.Equal(3, Ready("a10g").Max()); // full before the dear one grows further
        Assert.InRange(Ready("l40s").Max(), 1, 4);
        Assert.InRange(Ready("a10g")[^1], 1, 2);
        Assert.Equal(0, Ready("l40s")[^1]);

        // The cheap one is full before the dear one is asked for, and stays longest.
        Assert.True(Array.FindIndex(Desired("a10g"), count => count == 3) <= Array.FindIndex(Desired("l40s"), count => count > 0));
        Assert.True(Array.FindLastIndex(Ready("l40s"), count => count > 0) < Array.FindLastIndex(Ready("a10g"), count => count > 1));
        Assert.Equal(result.Requests.Offered, result.Requests.Completed + result.Requests.Failed + result.Requests.TimedOut + result.Requests.Queued + result.Requests.InFlight);
        Assert.Equal(0, result.Requests.Failed);
        Assert.True(result.Requests.Completed > 0.9 * result.Requests.Offered);
    }

    [Fact]
    public void The_same_run_gives_the_same_result()
    {
        var (one, other) = (VirtualLoop.Run(Small, ChatDay.Generate(new ChatDayOptions()), TimeSpan.FromSeconds(60)), VirtualLoop.Run(Small, ChatDay.Generate(new ChatDayOptions()), TimeSpan.FromSeconds(60)));

        Assert.Equal(one.Served.ToArray(), other.Served.ToArray());
        Assert.Equal(one.Ticks.Select(tick => string.Join(' ', tick.Variants)), other.Ticks.Select(tick => string.Join(' ', tick.Variants)), StringComparer.Ordinal);
    }

    [Fact]
    public void A_load_step_is_decided_within_two_seconds_and_followed_at_the_scalers_next_look()
    {
        const double At = 30.25;
        TraceRequest[] step = [.. Enumerable.Range(0, 400).Select(i => new TraceRequest(At + (i * 0.1), 1000, 100))];
        var result = VirtualLoop.Run(Small, step, TimeSpan.FromSeconds(60));
        Print(result);

        Assert.All(result.Ticks.Where(tick => tick.Seconds is > 15 and < At), tick => Assert.Equal(1, tick.Variants.Sum(variant => variant.Desired ?? 0)));

        // One A10G reads 4 of the 10 prompts that come each second: the queue passes 2 within the first of them.
        var asked = result.Ticks.First(tick => tick.Variants.Sum(variant => variant.Desired ?? 0) > 1).Seconds;
        Assert.InRange(asked, At, At + 2);
        var followed = result.Ticks.First(tick => tick.Variants.Sum(variant => variant.Replicas) > 1).Seconds;
        Assert.Equal(45, followed);
    }

    [Fact]
    public void Without_requests_nothing_moves()
    {
        var result = VirtualLoop.Run(Small, [], TimeSpan.FromSeconds(120));

        Assert.All(result.Ticks, tick => Assert.Equal(1, tick.Variants.Sum(variant => variant.Replicas)));
        Assert.Equal(0, result.Requests.Offered);
        Assert.Equal((120 - 0.5) / 3600, result.Usage[0].Total.TotalHours, 1e-9);
    }

    [Fact]
    public void A_variant_that_nobody_makes_ready_is_refused()
    {
        var variant = Small.Variants[0] with { Pods = Small.Variants[0].Pods with { Startup = null } };

        Assert.Contains("'a10g': startup is missing", Assert.Throws<ArgumentException>(() => VirtualLoop.Run(Small with { Variants = [variant] }, [], TimeSpan.FromSeconds(1))).Message, StringComparison.Ordinal);
    }

    private void Print(LoopResult result)
    {
        foreach (var tick in result.Ticks.Where((_, index) => index % 5 == 0))
        {
            output.WriteLine(FormattableString.Invariant(
                $"{tick.Seconds,4} {string.Join("  ", tick.Variants.Select(variant => $"{variant.Name} {variant.Desired}/{variant.Replicas} ({variant.Starting}+{variant.Ready}+{variant.Draining}) {variant.Reason}"))}  in flight {tick.Requests.InFlight} done {tick.Requests.Completed}"));
        }
    }
}
