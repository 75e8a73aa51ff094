using Wva.Contracts;
using Wva.Local.Measure;
using Wva.Scaling.Inputs;
using Wva.Simulation.Recordings;
using Wva.Testing;

namespace Wva.Local.Tests;

public sealed class RecordedDemandTests
{
    // KV use and waiting, a rank each; the divisors are 0.80 - 0.10 and 5 - 3.
    [Theory]
    [InlineData("0 0", 0)]
    [InlineData("0.5 0", 1)]
    [InlineData("0.7 0", 1)]
    [InlineData("0.701 0", 2)]
    [InlineData("1 0", 2)]
    [InlineData("0 2", 1)]
    [InlineData("0 3", 2)]
    [InlineData("0 400", 2)]
    [InlineData("0.9 0|0.3 0", 1)]
    [InlineData("0 4|0 2", 2)]
    [InlineData("idle|0.9 4", 1)]
    public void A_page_asks_for_the_larger_of_what_its_cache_and_its_queue_ask_for(string ranks, int expected)
    {
        var sample = new Sample();
        foreach (var rank in ranks.Split('|'))
        {
            Fill(sample.AddRow("0"), rank);
        }

        Assert.Equal(expected, RecordedDemand.Of(sample, new ScalingPolicy()));
    }

    [Fact]
    public void A_page_that_does_not_say_asks_for_nothing_known() => Assert.Null(RecordedDemand.Of(new Sample(), new ScalingPolicy()));

    [Fact]
    public void In_the_step_the_first_page_that_asks_for_more_than_one_comes_with_the_load()
    {
        Assert.SkipWhen(SharedFolder.Path is null, "../shared/recordings is missing: record the /metrics of a vLLM server once a second, in the form of shared/Simulation/README.md");
        var pages = RecordingReader.ReadAll(SharedFolder.File("recordings/step.pages.br")!);

        var demand = RecordedDemand.OfPages(pages, new ScalingPolicy());

        var first = demand.Index().First(entry => entry.Item > 1).Index;
        Assert.InRange(pages[first].AtSeconds, 120, 150);
        Assert.All(demand, replicas => Assert.InRange(replicas!.Value, 0, 2));
        Assert.All(demand.Skip(first + 30).Take(90), replicas => Assert.Equal(2, replicas));
    }

    [Fact]
    public void A_page_that_was_not_answered_asks_for_nothing_known()
    {
        Assert.SkipWhen(SharedFolder.Path is null, "../shared/recordings is missing: record the /metrics of a vLLM server once a second, in the form of shared/Simulation/README.md");
        var pages = RecordingReader.ReadAll(SharedFolder.File("recordings/crash.pages.br")!);

        var demand = RecordedDemand.OfPages(pages, new ScalingPolicy());

        Assert.All(demand.Zip(pages), pair => Assert.Equal(pair.Second.Answered, pair.First is not null));
    }

    [Fact]
    public void What_is_shown_begins_with_the_page_that_stands_and_keeps_each_page_s_own_moment()
    {
        RecordedPage[] pages = [.. new[] { 1.0, 2, 3.5, 6 }.Select(at => new RecordedPage(at, 0, 0, default))];

        var shown = RecordedDemand.Shown(new RecordingPlayer(pages, TimeSpan.FromSeconds(3)), new ScalingPolicy());

        Assert.Equal([0, 0.5, 3], shown.Select(page => page.At.TotalSeconds));
    }

    private static void Fill(SampleRow row, string numbers)
    {
        if (numbers == "idle")
        {
            row.Set(RowField.Idle, 1);
            return;
        }

        var values = numbers.Split(' ').Select(number => double.Parse(number, System.Globalization.CultureInfo.InvariantCulture)).ToArray();
        row.Set(RowField.KvCacheUsage, values[0]);
        row.Set(RowField.Waiting, values[1]);
    }
}
