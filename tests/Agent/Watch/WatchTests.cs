using System.Text.Json;
using System.Text.RegularExpressions;
using Wva.Agent.Options;
using Wva.Agent.Tests.Fakes;
using Wva.Agent.Watch;
using Wva.Contracts;

namespace Wva.Agent.Tests.Watch;

public sealed partial class WatchTests
{
    [Theory]
    [InlineData("step", 115, 24, "step-plain.txt")] // the load comes: readings become fast
    [InlineData("crash", 86, 45, "crash-plain.txt")] // away, back, restarted
    [InlineData("ranks", 5, 12, "ranks-plain.txt")] // never asked, then the first requests
    public async Task A_recorded_engine_is_a_line_a_scrape_as_the_golden_file_says(string recording, int fromSeconds, int scrapes, string golden)
    {
        var text = await WatchRun.OfRecordingAsync(WatchRun.Recording(recording, fromSeconds), scrapes, Plain);
        await AssertGoldenAsync(golden, text);
        var lines = text.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal(scrapes, lines.Count(line => line[0] != '#'));
        var columns = Blanks().Split(lines[0].Trim());
        Assert.All(lines.Where(line => line[0] != '#'), line => Assert.True(Blanks().Split(line.Trim()).Length >= columns.Length, line));
        Assert.DoesNotContain(" -0.", text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("step", 190, 12, "step-screen.txt")]
    [InlineData("ranks", 30, 8, "ranks-screen.txt")]
    [InlineData("crash", 100, 3, "crash-screen.txt")] // away from the start: nothing but the cause
    public async Task A_recorded_engine_is_a_screen_as_the_golden_file_says(string recording, int fromSeconds, int scrapes, string golden)
    {
        var text = await WatchRun.OfRecordingAsync(WatchRun.Recording(recording, fromSeconds), scrapes, (output, time) => new ScreenView(output, () => (120, 40), coloured: false, time), Screen);
        var last = text[(text.LastIndexOf("\e[H", StringComparison.Ordinal) + 3)..];
        await AssertGoldenAsync(golden, Codes().Replace(last, "").Replace("\r", "", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Json_is_the_object_of_once_a_line_a_scrape()
    {
        using var errors = new StringWriter();
        var text = await WatchRun.OfRecordingAsync(WatchRun.Recording("step", 100), 5, (output, _) => new JsonView(output, errors));
        var lines = text.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal(5, lines.Length);
        foreach (var line in lines)
        {
            using var json = JsonDocument.Parse(line);
            Assert.Equal(["engine", "rows", "gpus", "absent", "scrape"], json.RootElement.EnumerateObject().Select(member => member.Name), StringComparer.Ordinal);
        }

        Assert.Empty(errors.ToString());
    }

    [Fact]
    public async Task An_engine_that_is_not_there_yet_is_told_once_and_looked_for_again_and_again()
    {
        await using var engine = new ScriptedEngine();
        using var errors = new StringWriter();
        var text = await WatchRun.OfAsync(
            engine.Url,
            5,
            new StepTime(),
            (output, _) => new JsonView(output, errors),
            beforeScrape: scrape =>
            {
                if (scrape == 3)
                {
                    engine.Serve(VllmPage.With(running: 3));
                }

                return Task.CompletedTask;
            });
        Assert.Equal($"wva-agent: {engine.Url}: HTTP status 503 instead of a page\n", errors.ToString());
        Assert.Equal(2, text.Count(c => c == '\n'));
    }

    [Fact]
    public async Task An_engine_that_went_away_stays_shown_as_stale_with_its_age_and_cause()
    {
        await using var engine = new ScriptedEngine();
        engine.Serve(VllmPage.With(running: 3));
        var text = await WatchRun.OfAsync(
            engine.Url,
            4,
            new StepTime(),
            Plain,
            beforeScrape: async scrape =>
            {
                if (scrape == 2)
                {
                    await engine.DisposeAsync();
                }
            });
        var lines = text.Split('\n', StringSplitOptions.RemoveEmptyEntries)[1..].Select(line => Blanks().Split(line.Trim())).ToArray();
        Assert.Equal(["serving", "serving", "away", "away"], lines.Select(line => line[1]), StringComparer.Ordinal);
        Assert.Equal(["3", "3", "3", "3"], lines.Select(line => line[3]), StringComparer.Ordinal);
        Assert.Equal(["0.000", "0.000", "1.000", "2.000"], lines.Select(line => line[14]), StringComparer.Ordinal);
        Assert.Equal("connection refused", string.Join(' ', lines[^1][21..]));
    }

    [Fact]
    public async Task A_hung_engine_is_said_to_be_waited_for_while_the_scrape_lasts()
    {
        await using var engine = new ScriptedEngine();
        engine.Serve(VllmPage.With());
        var text = await WatchRun.OfAsync(
            engine.Url,
            4,
            new StepTime(),
            (output, time) => new ScreenView(output, () => (120, 40), coloured: false, time),
            beforeScrape: scrape =>
            {
                engine.Answer = scrape == 1 ? (_, _, ending) => Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, ending) : engine.Answer;
                return Task.CompletedTask;
            });
        Assert.Contains("3.0 s old, every 1 s; 1 read, 0 failed; waiting for a page for 2 s", text, StringComparison.Ordinal);
        Assert.Contains("2.0 s old, every 1 s; 1 read, 0 failed; waiting for a page for 1 s", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Gpus_are_shown_where_they_are_read()
    {
        await using var engine = new ScriptedEngine();
        engine.Serve(VllmPage.With());
        var text = await WatchRun.OfAsync(
            engine.Url, 1, new StepTime(TimeSpan.FromSeconds(1)), (output, time) => new ScreenView(output, () => (160, 40), coloured: false, time), Screen, Gpus);
        await AssertGoldenAsync("gpus-screen.txt", Codes().Replace(text, "").Replace("\r", "", StringComparison.Ordinal).Replace(engine.Url.ToString(), "URL", StringComparison.Ordinal));
        var plain = await WatchRun.OfAsync(engine.Url, 1, new StepTime(), Plain, copyGpus: Gpus);
        Assert.Equal(["2", "0.930", "-", "-"], Blanks().Split(plain.Split('\n')[1].Trim())[^4..], StringComparer.Ordinal);
    }

    private static void Gpus(Sample sample)
    {
        sample.ClearGpus();
        var gpu = sample.AddGpu("GPU-5a1e8f2c-7f3b-4d1e-9a2b-0c1d2e3f4a5b");
        (gpu.Model, gpu.Attribution) = ("NVIDIA H200", "pod");
        gpu.Set(GpuField.Utilisation, 0.93);
        gpu.Set(GpuField.TensorActive, 0.41);
        gpu.Set(GpuField.MemoryUsedBytes, 120e9);
        gpu.Set(GpuField.MemoryTotalBytes, 150e9);
        gpu.Set(GpuField.PowerWatts, 612);
        gpu.Set(GpuField.TemperatureCelsius, 64);
        gpu.Set(GpuField.Throttled, 1);
        gpu.Set(GpuField.Xid, 0);
        gpu.Set(GpuField.AgeSeconds, 3);
        var other = sample.AddGpu("GPU-other");
        other.Set(GpuField.Utilisation, 0.5);
        other.SetState(GpuField.Utilisation, FieldState.Stale);
        other.Set(GpuField.Xid, 79);
    }

    private static AgentOptions Screen => new() { SamplePeriod = TimeSpan.FromSeconds(0.9) };

    private static PlainView Plain(WatchOutput output, TimeProvider time) => new(output, columns: null);

    private static async Task AssertGoldenAsync(string file, string text)
    {
        // To make the file anew: WVA_GOLDEN=1, and look at what changed.
        if (Environment.GetEnvironmentVariables().Contains("WVA_GOLDEN"))
        {
            await File.WriteAllTextAsync(Path.Combine(Testing.Checkout.Root, "tests", "Agent", "Watch", file), text, TestContext.Current.CancellationToken);
        }
        else
        {
            Assert.Equal(await File.ReadAllTextAsync(Path.Combine(AppContext.BaseDirectory, "Watch", file), TestContext.Current.CancellationToken), text);
        }
    }

    [GeneratedRegex(@"\e\[[?0-9;]*[A-Za-z]", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Codes();

    [GeneratedRegex(@"\s+", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Blanks();
}
