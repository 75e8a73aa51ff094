using Microsoft.Extensions.Logging;

namespace Wva.Agent.Logging;

/// <summary>Logs to standard error, one line an event. Microsoft's console logger would do, but for its thread, its queue and its memory.</summary>
internal sealed class StderrLoggerProvider(TextWriter output, TimeProvider time) : ILoggerProvider
{
    private readonly Lock _gate = new();

    /// <inheritdoc/>
    public ILogger CreateLogger(string categoryName) => new StderrLogger(output, _gate, time);

    /// <inheritdoc/>
    public void Dispose()
    {
    }
}
