using Microsoft.Extensions.Logging;

namespace Wva.Aggregator.Tests.Fakes;

/// <summary>A logger of one class that writes to <see cref="LogLines"/>.</summary>
internal sealed class TestLogger<T>(LogLines lines) : ILogger<T>
{
    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => null;

    public bool IsEnabled(LogLevel logLevel) => lines.IsEnabled(logLevel);

    public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
        lines.Log(logLevel, eventId, state, exception, formatter);
}
