using Microsoft.Extensions.Time.Testing;
using Wva.Cli.Tests.Fakes;
using Wva.Local.View;
using Wva.Testing;

namespace Wva.Local.Tests.View;

public sealed class FleetLoopTests
{
    private readonly FakeTimeProvider _time = new(SampleReports.Noon);
    private readonly ScriptedSource _source = new();

    [Fact]
    public async Task It_looks_once_a_second_and_leaves_the_terminal_as_it_was()
    {
        using var output = new StringWriter();
        await RunAsync(new ScreenOutput(output, () => Seen.Usual, coloured: false), looks: 3);
        var text = output.ToString();
        Assert.StartsWith("\e[?1049h\e[?25l\e[H", text, StringComparison.Ordinal);
        Assert.EndsWith("\e[0m\e[?25h\e[?1049l", text, StringComparison.Ordinal);
        Assert.Equal(1, Count(text, "\e[?1049h"));
        Assert.Equal(3, Count(text, "\e[J"));
        Assert.DoesNotContain(text.Split('\n'), line => line.Length > 0 && line.EndsWith("\r\r", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Plain_is_a_line_a_change_with_silence_and_its_end_said_once()
    {
        using var output = new StringWriter();
        _source.Script =
        [
            new Sighting(SampleReports.Status, ""),
            new Sighting(SampleReports.Status, ""),
            new Sighting(null, "connection refused"),
            new Sighting(null, "connection refused"),
            new Sighting(SampleReports.Status, ""),
        ];
        await RunAsync(new PlainOutput(output), looks: 5, "a fact");
        Assert.Equal(
            [
                "a fact",
                "12:00:00Z  default/llama-l4  3 published, 2 asked, 1 serving, 1 starting; Ready True",
                "12:00:00Z  default/llama-h100  2 published, 2 asked, 2 serving, 1 draining; Ready True",
                "12:00:00Z  staging/llama-l4  - published, - asked, -; Ready False: MetricsMissing: no sample has come yet",
                "no answer: connection refused",
                "12:00:00Z  answers again, after 3.0 s",
            ],
            output.ToString().Split('\n', StringSplitOptions.RemoveEmptyEntries));
    }

    [Fact]
    public async Task A_screen_that_never_began_is_not_ended()
    {
        using var output = new StringWriter();
        using var stop = new CancellationTokenSource();
        await stop.CancelAsync();
        await new FleetLoop(_source, new ScreenOutput(output, () => Seen.Usual, coloured: false), static () => [], _time).RunAsync(stop.Token);
        Assert.Empty(output.ToString());
    }

    private static int Count(string text, string part) => text.Split(part).Length - 1;

    private async Task RunAsync(IFleetOutput output, int looks, params string[] facts)
    {
        using var stop = new CancellationTokenSource();
        var shown = 0;
        var loop = new FleetLoop(_source, output, () => Counted(facts), _time);
        var running = loop.RunAsync(stop.Token);
        for (var i = 1; i < looks; i++)
        {
            var seen = i;
            await Eventually.TrueAsync($"{seen} looks", TimeSpan.FromSeconds(20), () => Volatile.Read(ref shown) >= seen, TestContext.Current.CancellationToken);
            _time.Advance(FleetLoop.Period);
        }

        await Eventually.TrueAsync($"{looks} looks", TimeSpan.FromSeconds(20), () => Volatile.Read(ref shown) >= looks, TestContext.Current.CancellationToken);
        await stop.CancelAsync();
        await running;

        // Asked once a frame, after its time was taken: time may move on from here.
        string[] Counted(string[] said)
        {
            Interlocked.Increment(ref shown);
            return said;
        }
    }

    private sealed class ScriptedSource : IStatusSource
    {
        private int _looks;

        public Sighting[] Script { get; set; } = [new Sighting(SampleReports.Status, "")];

        public Task<Sighting> LookAsync(CancellationToken cancellation)
        {
            cancellation.ThrowIfCancellationRequested();
            return Task.FromResult(Script[Math.Min(_looks++, Script.Length - 1)]);
        }
    }
}
