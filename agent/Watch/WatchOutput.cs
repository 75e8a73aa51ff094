using System.Text;

namespace Wva.Agent.Watch;

/// <summary>
/// The standard output of <c>--watch</c>, written a frame at a time. A reader that does not take what is written (a paused terminal, a full pipe) never keeps the process from ending.
/// The console's own stream is no good here: it swallows the news that a pipe was closed.
/// </summary>
internal sealed class WatchOutput(System.IO.Stream stream)
{
    private static readonly TimeSpan LastWrite = TimeSpan.FromMilliseconds(200);

    /// <summary>Writes a text and flushes it.</summary>
    /// <exception cref="IOException">Whoever read it is gone.</exception>
    /// <exception cref="OperationCanceledException">Told to stop.</exception>
    public Task WriteAsync(string text, CancellationToken stopping) => WriteAsync(Encoding.UTF8.GetBytes(text), stopping);

    /// <summary>Writes bytes and flushes them.</summary>
    /// <exception cref="IOException">Whoever read them is gone.</exception>
    /// <exception cref="OperationCanceledException">Told to stop.</exception>
    public async Task WriteAsync(byte[] bytes, CancellationToken stopping)
    {
        await Task.Run(() => stream.WriteAsync(bytes, stopping).AsTask(), stopping).WaitAsync(stopping);
        await stream.FlushAsync(stopping);
    }

    /// <summary>Writes a last text where that goes at once; else leaves it.</summary>
    public async Task TryWriteLastAsync(string text, TimeProvider time)
    {
        using var patience = new CancellationTokenSource(LastWrite, time);
        try
        {
            await WriteAsync(text, patience.Token);
        }
        catch (Exception exception) when (exception is IOException or OperationCanceledException)
        {
            // Nobody looks any more.
        }
    }
}
