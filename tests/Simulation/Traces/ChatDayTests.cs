using Wva.Simulation.Traces;
using Wva.Testing;

namespace Wva.Simulation.Tests.Traces;

public sealed class ChatDayTests
{
    private static readonly ChatDayOptions Long = new() { Length = TimeSpan.FromHours(24), MeanRequestsPerSecond = 1 };

    [Fact]
    public void The_same_seed_gives_the_same_day_and_another_one_another()
    {
        Assert.Equal(ChatDay.Generate(new ChatDayOptions()), ChatDay.Generate(new ChatDayOptions()));
        Assert.NotEqual(ChatDay.Generate(new ChatDayOptions()), ChatDay.Generate(new ChatDayOptions { Seed = 2 }));
    }

    [Fact]
    public void Requests_come_in_order_and_as_many_as_the_rate_says()
    {
        var day = ChatDay.Generate(Long).ToArray();

        Assert.Equal(day.Select(request => request.ArrivalSeconds).Order(), day.Select(request => request.ArrivalSeconds));
        Assert.InRange(day.Length, 86_400 * 0.98, 86_400 * 1.02); // standard deviation: 294
        var peakHour = day.Count(request => request.ArrivalSeconds is >= 5 * 3600 and < 6 * 3600);
        Assert.InRange(peakHour, 2.14 * 3600 * 0.95, 2.14 * 3600 * 1.05); // of the production day: 2.14 times its mean
    }

    [Fact]
    public void Lengths_have_median_and_mean_of_the_trace_that_they_are_taken_from()
    {
        Assert.SkipWhen(SharedFolder.Path is null, "../shared/traces is missing: request traces in the form of shared/Simulation/Traces/README.md");
        var day = ChatDay.Generate(Long).ToArray();
        var azure = TraceReader.Read(SharedFolder.File("traces/azure2023-conv.csv.gz")!).ToArray();

        AssertAlike(azure.Select(request => request.PromptTokens), day.Select(request => request.PromptTokens));
        AssertAlike(azure.Select(request => request.OutputTokens), day.Select(request => request.OutputTokens));
        Assert.All(day, request => Assert.True(request.PromptTokens is >= 1 and <= 14_050 && request.OutputTokens is >= 1 and <= 1_000));
    }

    [Fact]
    public void Its_hours_are_those_of_the_production_day_that_they_are_taken_from()
    {
        Assert.SkipWhen(SharedFolder.Path is null, "../shared/traces is missing: request traces in the form of shared/Simulation/Traces/README.md");
        var hours = new double[24];
        foreach (var request in TraceReader.Read(SharedFolder.File("traces/servegen-mlarge-day9.csv.gz")!))
        {
            hours[(int)(request.ArrivalSeconds / 3600) % 24]++;
        }

        var mean = hours.Average();
        for (var hour = 0; hour < 24; hour++)
        {
            Assert.Equal(hours[(hour + 18) % 24] / mean, ChatDay.RequestsPerSecondAt(Long, (hour + 0.5) * 3600), 0.01);
        }
    }

    [Fact]
    public void A_day_without_length_or_requests_is_refused()
    {
        Assert.StartsWith("length: found '00:00:00'", Assert.Throws<ArgumentException>(() => ChatDay.Generate(new ChatDayOptions { Length = TimeSpan.Zero })).Message, StringComparison.Ordinal);
        Assert.StartsWith("meanRequestsPerSecond: found 'NaN'", Assert.Throws<ArgumentException>(() => ChatDay.Generate(new ChatDayOptions { MeanRequestsPerSecond = double.NaN })).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void There_is_nothing_outside_the_day()
    {
        Assert.Equal(0, ChatDay.RequestsPerSecondAt(Long, -1));
        Assert.Equal(0, ChatDay.RequestsPerSecondAt(Long, 86_400));
    }

    private static void AssertAlike(IEnumerable<int> expected, IEnumerable<int> found)
    {
        Assert.Equal(1, Median(found) / Median(expected), 0.03);
        Assert.Equal(1, found.Average() / expected.Average(), 0.03);
    }

    private static double Median(IEnumerable<int> values) => values.Order().ElementAt(values.Count() / 2);
}
