using System.Globalization;
using Microsoft.Extensions.Logging;

namespace Wva.Agent.Logging;

/// <summary>Writes <c>2026-11-25T12:00:00.000Z information 1020 text</c>, one line whatever the text holds.</summary>
internal sealed class StderrLogger(TextWriter output, Lock gate, TimeProvider time) : ILogger
{
    /// <inheritdoc/>
    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => null;

    /// <inheritdoc/>
    public bool IsEnabled(LogLevel logLevel) => logLevel is >= LogLevel.Information and < LogLevel.None;

    /// <inheritdoc/>
    public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
    {
        // Each kind of event makes a copy of this method: it does nothing but hand on.
        if (IsEnabled(logLevel))
        {
            Write(logLevel, eventId.Id, formatter(state, exception), exception);
        }
    }

    private void Write(LogLevel level, int id, string message, Exception? exception)
    {
        var text = exception is null ? message : $"{message}: {exception}";
        var line = string.Create(
            CultureInfo.InvariantCulture,
            $"{time.GetUtcNow():yyyy-MM-ddTHH:mm:ss.fffZ} {level.ToString().ToLowerInvariant()} {id} {VisibleText.Clean(text.ReplaceLineEndings(" "))}");
        lock (gate)
        {
            try
            {
                output.WriteLine(line);
                output.Flush();
            }
            catch (IOException)
            {
                // The disk is full, or nobody reads: a word that cannot be said is no reason to stop reading the engine.
            }
        }
    }
}
