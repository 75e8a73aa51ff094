using Wva.Agent.Tests.Fakes;
using Wva.Contracts;

namespace Wva.Agent.Tests.Scrape;

/// <summary>Whatever an engine serves: one request at a time, an end within the deadline, a rest afterwards, and the next good page is read.</summary>
public sealed class HostileEngineTests : IAsyncDisposable
{
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(10);

    private readonly ScriptedEngine _engine = new();

    public static TheoryData<string, string?> Cases() => new()
    {
        { "after 5 s", null },
        { "half a page", "Broken" },
        { "half a page without length", "NotAnEngine" },
        { "8 MiB", null },
        { "8 MiB and a byte", "TooLong" },
        { "endless body", "TooLong" },
        { "endless line", "TooLong" },
        { "endless head", "TooLong" },
        { "endless line of a head", "TooLong" },
        { "100 ranks", "NotAnEngine" },
        { "100 models", null },
        { "a byte a second", "Timeout" },
        { "no answer", "Timeout" },
        { "page as json", null },
        { "json", "NotAnEngine" },
        { "html", "NotAnEngine" },
        { "nothing", "NotAnEngine" },
        { "gzip", "Status" },
        { "gzip unnamed", "NotAnEngine" },
    };

    [Fact]
    public void Every_hostility_has_its_case() => Assert.Equal(Hostility.All.Keys.Order(StringComparer.Ordinal), Cases().Select(row => row.Data.Item1).Order(StringComparer.Ordinal));

    [Theory]
    [MemberData(nameof(Cases))]
    public async Task A_hostile_page_costs_itself_alone(string hostility, string? fault)
    {
        await using var run = new ScrapeRun(_engine);
        _engine.Serve(VllmPage.With(running: 3, finished: 0));
        await run.ScrapeAsync();
        _engine.Answer = (_, stream, stop) => Hostility.All[hostility](stream, span => PassAsync(run, span, stop), stop);
        for (var i = 0; i < 2; i++)
        {
            var started = run.Time.GetTimestamp();
            var rest = await run.ScrapeAsync();
            Assert.Equal(fault is null, run.Sample.Error is null);
            Assert.InRange(rest, TimeSpan.FromSeconds(0.25), TimeSpan.FromSeconds(1));
            Assert.InRange(run.Time.GetElapsedTime(started), TimeSpan.Zero, Deadline + TimeSpan.FromSeconds(3));
            Assert.Equal(fault is null ? FieldState.Value : FieldState.Stale, run.Sample.Rows[0].State(RowField.Running));
        }

        Assert.Contains(fault is null ? "wva_agent_pages_read_total 3" : $"wva_agent_scrape_failures_total{{cause=\"{fault}\"}} 2", run.OwnPage, StringComparison.Ordinal);
        _engine.Serve(VllmPage.With(running: 4, finished: double.MaxValue));
        await run.ScrapeAsync();
        Assert.Equal((null, 4), (run.Sample.Error, run.Sample.Rows[0].Known(RowField.Running)));
        Assert.Equal(1, _engine.MostOpen);
        Assert.Equal(fault is null ? 0 : 1, run.Log.Count(1012));
    }

    [Theory]
    [InlineData("http")]
    [InlineData("https")]
    public async Task A_connection_that_is_taken_and_never_answered_ends_at_the_deadline_and_stays_the_only_one(string scheme)
    {
        _engine.IsMute = true;
        await using var run = new ScrapeRun(_engine, options => options.EngineUrls = [new UriBuilder(_engine.Url) { Scheme = scheme }.Uri]);
        for (var i = 1; i <= 3; i++)
        {
            var scraping = run.ScrapeAsync();
            await Pump.UntilAsync(() => _engine.Requests == i, "the request");
            run.Time.Advance(Deadline);
            Assert.Equal(TimeSpan.FromSeconds(1), await scraping);
            Assert.EndsWith("no whole page within 10 s", run.Sample.Error, StringComparison.Ordinal);
        }

        Assert.Equal(1, _engine.MostOpen);
    }

    [Theory]
    [InlineData(3600)]
    [InlineData(-3600)]
    public async Task A_wall_clock_that_jumps_changes_neither_cadence_nor_judgement(int seconds)
    {
        var finished = 0;
        _engine.Answer = (_, stream, _) => ScriptedEngine.WriteAsync(stream, 200, "text/plain", System.Text.Encoding.UTF8.GetBytes(VllmPage.With(finished: finished)));
        await using var run = new ScrapeRun(_engine);
        for (var i = 0; i < 12; i++)
        {
            finished += i % 4 == 0 ? 1 : 0; // moves every 4 s: slower than the page, faster than a stall
            Assert.Equal(TimeSpan.FromSeconds(1), await run.ScrapeAsync());
            Assert.False(run.Sample.Stalled);
            run.Time.WallClockStep += TimeSpan.FromSeconds(i % 2 == 0 ? seconds : -seconds / 2);
        }

        for (var i = 0; i < 12; i++)
        {
            await run.ScrapeAsync();
            run.Time.WallClockStep -= TimeSpan.FromSeconds(seconds);
        }

        Assert.True(run.Sample.Stalled);
    }

    public ValueTask DisposeAsync() => _engine.DisposeAsync();

    // The deadline is the agent's to keep: time passes only while it waits, and a little real time lets it act.
    private static async Task PassAsync(ScrapeRun run, TimeSpan span, CancellationToken stop)
    {
        run.Time.Advance(span);
        await Task.Delay(TimeSpan.FromMilliseconds(5), TimeProvider.System, stop);
    }
}
