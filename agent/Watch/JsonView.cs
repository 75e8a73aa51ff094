using Wva.Agent.Once;

namespace Wva.Agent.Watch;

/// <summary>One object a line, that of <c>--once -o json</c>. Before the engine's first page there is none: what came instead is told on standard error, once for each cause.</summary>
internal sealed class JsonView(WatchOutput output, TextWriter errors) : IWatchView
{
    private string? _told;

    /// <inheritdoc/>
    public bool ShowsPending => false;

    /// <inheritdoc/>
    public async Task ShowAsync(WatchFrame frame, CancellationToken stopping)
    {
        if (frame.Engine is { } engine)
        {
            await output.WriteAsync(SampleJson.Write(engine, frame.Sample).ToArray(), stopping);
        }
        else if (frame.Sample.Error != _told)
        {
            _told = frame.Sample.Error;
            await errors.WriteLineAsync(VisibleText.Clean($"wva-agent: {frame.Url}: {_told}"));
        }
    }

    /// <inheritdoc/>
    public Task EndAsync() => Task.CompletedTask;
}
