using System.Globalization;
using System.Text;
using Wva.Agent.Tests.Fakes;

namespace Wva.Agent.Tests.Scrape;

/// <summary>Whole runs of the loop on fake time: what the engine shows, how long its page takes, and when it is asked next.</summary>
public sealed class CadenceRunTests : IAsyncDisposable
{
    private readonly ScriptedEngine _engine = new();
    private int _finished;

    /// <summary>
    /// A run is steps in order: what the page shows (idle, waits, kv0.59 for a share, fails, silent for no answer), '/' and the milliseconds it takes, 'x' and how often.
    /// Then the milliseconds between the starts of two scrapes, one a scrape, and the reason for the last of them.
    /// </summary>
    public static TheoryData<string, int[], string> Runs() => new()
    {
        { "idle/5x4", [1000, 1000, 1000, 1000], "AtEase" },
        { "waits/5x4", [250, 250, 250, 250], "RequestsWait" },
        { "kv0.6/5x3", [250, 250, 250], "KvNearTrigger" },
        { "kv0.59/5x2", [1000, 1000], "AtEase" },
        { "idle/5x1 waits/5x2 idle/5x2", [1000, 250, 250, 1000, 1000], "AtEase" },
        { "waits/30x3", [600, 600, 600], "SlowPage" }, // 20 x the median
        { "waits/80x2", [1000, 1000], "SlowPage" }, // never slower than at ease
        { "waits/5x3 waits/100x1 waits/5x2", [250, 250, 250, 250, 250, 250], "RequestsWait" }, // one slow page among quick ones
        { "waits/5x2 waits/40x3", [250, 250, 250, 800, 800], "SlowPage" }, // the median follows: of 5, 5, 40, 40 the upper one
        { "idle/700x2", [1000, 1000], "AtEase" },
        { "idle/900x2", [1150, 1150], "SlowPage" }, // never back to back
        { "idle/5000x2", [5250, 5250], "SlowPage" },
        { "waits/5x1 fails/5x2 waits/5x1", [250, 1000, 1000, 250], "RequestsWait" },
        { "idle/5x1 silent/0x2 idle/5x1", [1000, 11000, 11000, 1000], "AtEase" }, // after a time-out, a whole period
        { "silent/0x1", [11000], "Failed" },
    };

    [Theory]
    [MemberData(nameof(Runs))]
    public async Task The_engine_is_asked_as_often_as_its_state_asks_for(string run, int[] intervals, string reason)
    {
        await using var scrapes = new ScrapeRun(_engine);
        var taken = new List<int>();
        foreach (var (state, takes) in Steps(run))
        {
            taken.Add(await StepAsync(scrapes, state, takes));
        }

        Assert.Equal(intervals, taken);
        Assert.Equal(reason, scrapes.Reason);
        var seconds = (intervals[^1] / 1000.0).ToString("R", CultureInfo.InvariantCulture);
        Assert.Contains($"\nwva_agent_period_seconds {seconds}\n", scrapes.OwnPage, StringComparison.Ordinal);
        Assert.Equal(1, _engine.MostOpen);
    }

    [Fact]
    public async Task A_request_for_another_cadence_holds_while_its_stream_does_and_is_shown()
    {
        await using var scrapes = new ScrapeRun(_engine);
        Assert.Equal(1000, await StepAsync(scrapes, "idle", 5));
        scrapes.Requests.Set(this, TimeSpan.FromSeconds(5), TimeSpan.FromMilliseconds(100));
        await scrapes.Time.RestAsync(); // the loop wakes, and lies down for what is left of 5 s
        Assert.Contains("\nwva_agent_retunes_in_force 1\n", scrapes.OwnPage, StringComparison.Ordinal);
        Assert.Contains("\nwva_agent_period_seconds 5\n", scrapes.OwnPage, StringComparison.Ordinal);
        scrapes.Requests.Remove(this);
        await scrapes.Time.RestAsync();
        Assert.Contains("\nwva_agent_retunes_in_force 0\n", scrapes.OwnPage, StringComparison.Ordinal);
        Assert.Contains("\nwva_agent_period_seconds 1\n", scrapes.OwnPage, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(4, 995)] // scraped, and at rest for the next one
    [InlineData(6, 6)]
    public async Task A_timer_that_is_a_moment_early_is_not_waited_for_twice(int earlyMilliseconds, int rest)
    {
        await using var scrapes = new ScrapeRun(_engine);
        Assert.Equal(1000, await StepAsync(scrapes, "idle", 5));
        scrapes.Time.Advance(TimeSpan.FromMilliseconds(995 - earlyMilliseconds));
        scrapes.Requests.Changed.Ring();
        Assert.Equal(rest, (await scrapes.Time.RestAsync()).TotalMilliseconds);
    }

    public ValueTask DisposeAsync() => _engine.DisposeAsync();

    /// <summary>One scrape.</summary>
    /// <returns>From its start to that of the next, milliseconds.</returns>
    private async Task<int> StepAsync(ScrapeRun scrapes, string state, int takes)
    {
        var asked = 0L;
        _engine.Answer = async (_, stream, stop) =>
        {
            asked = scrapes.Time.GetTimestamp();
            if (state == "silent")
            {
                scrapes.Time.Advance(TimeSpan.FromSeconds(10));
                await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, stop);
            }

            scrapes.Time.Advance(TimeSpan.FromMilliseconds(takes));
            await ScriptedEngine.WriteAsync(stream, state == "fails" ? 500 : 200, "text/plain", Encoding.UTF8.GetBytes(Page(state)));
        };
        var rest = await scrapes.ScrapeAsync();
        return (int)(scrapes.Time.GetElapsedTime(asked) + rest).TotalMilliseconds;
    }

    private string Page(string state) => VllmPage.With(
        waiting: state == "waits" ? 1 : 0,
        kv: state.StartsWith("kv", StringComparison.Ordinal) ? double.Parse(state.AsSpan(2), CultureInfo.InvariantCulture) : 0.1,
        finished: _finished++);

    private static IEnumerable<(string State, int Takes)> Steps(string run) => run.Split(' ').SelectMany(step =>
    {
        var (slash, times) = (step.IndexOf('/', StringComparison.Ordinal), step.LastIndexOf('x'));
        var takes = int.Parse(step.AsSpan(slash + 1, times - slash - 1), CultureInfo.InvariantCulture);
        return Enumerable.Repeat((step[..slash], takes), int.Parse(step.AsSpan(times + 1), CultureInfo.InvariantCulture));
    });
}
