using Wva.Simulation.Traces;
using Wva.Testing;

namespace Wva.Simulation.Tests.Traces;

public sealed class TraceSqueezeTests
{
    [Theory]
    [InlineData(86_400, 518_400, 180, 3, 480, 1 / 960.0)]
    [InlineData(86_400, 540, 180, 3, 480, 1)] // just as many as may come
    [InlineData(86_400, 100, 180, 3, 480, 1)]
    [InlineData(90, 540, 180, 3, 1, 0.5)] // a short one is not stretched
    [InlineData(0, 1, 180, 3, 1, 1)]
    [InlineData(0, 0, 180, 3, 1, 1)]
    public void Times_are_divided_so_that_all_fits_and_requests_thinned_to_the_rate(double seconds, long requests, double within, double rate, double factor, double share)
    {
        var squeeze = TraceSqueeze.Of(new TraceExtent(seconds, requests), TimeSpan.FromSeconds(within), rate);

        Assert.Equal((factor, share), (squeeze.Factor, squeeze.Share));
    }

    [Fact]
    public void A_time_or_a_rate_that_is_none_is_refused()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => TraceSqueeze.Of(new TraceExtent(1, 1), TimeSpan.Zero, 3));
        Assert.Throws<ArgumentOutOfRangeException>(() => TraceSqueeze.Of(new TraceExtent(1, 1), TimeSpan.FromSeconds(1), 0));
    }

    [Fact]
    public void The_extent_is_the_last_arrival_and_the_count()
    {
        Assert.Equal(new TraceExtent(2.5, 3), TraceExtent.Of([new(0, 1, 1), new(1, 1, 1), new(2.5, 1, 1)]));
        Assert.Equal(default, TraceExtent.Of([]));
    }

    [Fact]
    public void A_production_day_in_minutes_keeps_its_hours_and_its_lengths()
    {
        Assert.SkipWhen(SharedFolder.Path is null, "../shared/traces is missing: request traces in the form of shared/Simulation/Traces/README.md");
        TraceRequest[] day = [.. TraceReader.Read(SharedFolder.File("traces/servegen-mlarge-day9.csv.gz")!)];
        var squeeze = TraceSqueeze.Of(TraceExtent.Of(day), TimeSpan.FromMinutes(60), mostPerSecond: 6);

        TraceRequest[] played = [.. squeeze.Play(day, seed: 1)];

        Assert.InRange(played.Length, 21_600 - 450, 21_600 + 450);
        Assert.Equal(day.Average(request => request.PromptTokens), played.Average(request => request.PromptTokens), 771 * 0.05);
        var (whole, part) = (Hours(day, 3600), Hours(played, 3600 / squeeze.Factor));
        Assert.All(whole.Zip(part), hour => Assert.Equal(hour.First, hour.Second, 0.01));
    }

    private static double[] Hours(TraceRequest[] trace, double secondsAnHour)
    {
        var hours = new double[24];
        foreach (var request in trace)
        {
            hours[Math.Min((int)(request.ArrivalSeconds / secondsAnHour), 23)] += 1.0 / trace.Length;
        }

        return hours;
    }
}
