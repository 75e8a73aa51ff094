using System.Text.RegularExpressions;
using Wva.Agent.Options;
using Wva.Agent.Tests.Fakes;
using Wva.Agent.Watch;

namespace Wva.Agent.Tests.Watch;

public sealed partial class ScreenViewTests
{
    [Theory]
    [InlineData(200, 50)]
    [InlineData(80, 24)]
    [InlineData(40, 10)]
    [InlineData(20, 3)]
    [InlineData(1, 1)]
    public async Task No_line_is_longer_than_the_terminal_and_no_more_lines_than_it_has(int columns, int lines)
    {
        foreach (var coloured in new[] { false, true })
        {
            var text = await ShowAsync(columns, lines, coloured);
            foreach (var frame in text.Split("\e[H").Skip(1))
            {
                var shown = Codes().Replace(frame, "").Split("\r\n");
                Assert.True(shown.Length <= Math.Max(lines, 2), $"{shown.Length} lines");
                Assert.All(shown, line => Assert.True(line.Length <= columns, line));
            }
        }
    }

    [Fact]
    public async Task The_terminal_is_left_as_it_was()
    {
        var text = await ShowAsync(80, 24, coloured: true);
        Assert.StartsWith("\e[?1049h\e[?25l\e[H", text, StringComparison.Ordinal);
        Assert.EndsWith("\e[0m\e[?25h\e[?1049l", text, StringComparison.Ordinal);
        Assert.Equal(1, text.Split("\e[?1049h").Length - 1);
    }

    [Fact]
    public async Task Without_colours_no_line_has_a_style()
    {
        Assert.Matches(@"\e\[\d+m.", await ShowAsync(80, 24, coloured: true));
        Assert.DoesNotMatch(@"\e\[[0-9;]+m[^\e]", await ShowAsync(80, 24, coloured: false));
    }

    [Fact]
    public async Task What_an_engine_calls_itself_writes_no_control_characters()
    {
        await using var engine = new ScriptedEngine();
        engine.Serve("vllm:num_requests_running{engine=\"\e[2J\",model_name=\"a\e]0;x\a\"} 1\n");
        var text = await WatchRun.OfAsync(engine.Url, 1, new StepTime(), (output, time) => new ScreenView(output, () => (120, 40), coloured: false, time));
        Assert.DoesNotContain("\e[2J", text, StringComparison.Ordinal);
        Assert.DoesNotContain("\a", text, StringComparison.Ordinal);
    }

    private static Task<string> ShowAsync(int columns, int lines, bool coloured) =>
        WatchRun.OfRecordingAsync(WatchRun.Recording("ranks", 40), 3, (output, time) => new ScreenView(output, () => (columns, lines), coloured, time), new AgentOptions { SamplePeriod = TimeSpan.FromSeconds(0.9) });

    [GeneratedRegex(@"\e\[[?0-9;]*[A-Za-z]", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Codes();
}
