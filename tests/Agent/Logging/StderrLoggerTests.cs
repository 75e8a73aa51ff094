using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Time.Testing;
using Wva.Agent.Logging;

namespace Wva.Agent.Tests.Logging;

public sealed class StderrLoggerTests
{
    [Fact]
    public void An_event_is_one_line_with_time_level_and_id_whatever_it_holds()
    {
        using var output = new StringWriter();
        using var provider = new StderrLoggerProvider(output, new FakeTimeProvider(new DateTimeOffset(2026, 11, 25, 12, 0, 0, 5, TimeSpan.Zero)));
        AgentLog.EngineLost(provider.CreateLogger("any"), "two\nlines");
        Assert.Equal("2026-11-25T12:00:00.005Z warning 1012 engine lost, its numbers are stale now: two lines\n", output.ToString());
    }

    [Fact]
    public void What_an_engine_calls_itself_cannot_steer_a_terminal()
    {
        using var output = new StringWriter();
        using var provider = new StderrLoggerProvider(output, TimeProvider.System);
        AgentLog.EngineLost(provider.CreateLogger("any"), "models: \u001b]0;owned\u0007\u009b2J");
        Assert.EndsWith("models: ?]0;owned??2J\n", output.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void An_exception_is_on_the_same_line()
    {
        using var output = new StringWriter();
        using var provider = new StderrLoggerProvider(output, TimeProvider.System);
        AgentLog.Crashed(provider.CreateLogger("any"), "1.2.3", new InvalidOperationException("reason"));
        var line = Assert.Single(output.ToString().Split('\n', StringSplitOptions.RemoveEmptyEntries));
        Assert.Contains("critical 1002 a defect of wva-agent 1.2.3 ends it: System.InvalidOperationException: reason", line, StringComparison.Ordinal);
    }

    [Fact]
    public void Debug_events_are_not_written()
    {
        using var provider = new StderrLoggerProvider(TextWriter.Null, TimeProvider.System);
        Assert.False(provider.CreateLogger("any").IsEnabled(LogLevel.Debug));
    }
}
