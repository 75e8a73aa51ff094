using Microsoft.Extensions.Logging.Abstractions;
using Wva.Agent.Gpus;
using Wva.Agent.Options;
using Wva.Contracts;

namespace Wva.Agent.Watch;

/// <summary>The GPUs beside a watched engine, read in a loop of their own.</summary>
internal sealed class WatchGpus(AgentOptions options, TimeProvider time, TextWriter errors) : IDisposable
{
    /// <summary>The first frame waits so long for the exporter, no longer: a view without GPUs is better than none.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);

    private readonly GpuReader _reader = new(options, time, new AgentInstruments(time), NullLogger<GpuReader>.Instance);

    /// <summary>Reads once, says on standard error what is wrong with the exporter if anything is, and leaves a loop running until told to stop.</summary>
    /// <returns>What puts the GPUs into a sample.</returns>
    public async Task<Action<Sample>> StartAsync(CancellationToken stopping)
    {
        var loop = _reader.RunAsync(stopping);
#pragma warning disable VSTHRD003 // nothing runs in it: it is set from whichever thread reads
        await Task.WhenAny(_reader.FirstReading, loop, Task.Delay(Patience, time, stopping));
#pragma warning restore VSTHRD003
        if (_reader.Problem is { } problem)
        {
            await errors.WriteLineAsync(VisibleText.Clean($"wva-agent: {ShownUrl.Of(options.DcgmUrl!)}: {problem}"));
        }

        return _reader.CopyTo;
    }

    /// <inheritdoc/>
    public void Dispose() => _reader.Dispose();
}
