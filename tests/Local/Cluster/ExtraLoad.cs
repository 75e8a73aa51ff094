using System.Net.Sockets;
using Wva.Simulation.Serving;

namespace Wva.Local.Tests.Cluster;

/// <summary>Requests to one simulated engine beside those of the router, for as long as a test wants them; once it wants them no more, the engine aborts what it has of them.</summary>
internal static class ExtraLoad
{
    private static readonly TimeSpan Period = TimeSpan.FromMilliseconds(50);

    /// <summary>Plays it until told to stop, or until the engine is gone.</summary>
    /// <param name="port">The engine's port.</param>
    /// <param name="dueAfter">How many are to have come, so many seconds after the first.</param>
    /// <param name="stop">Ends it.</param>
    public static async Task PlayAsync(int port, Func<double, double> dueAfter, CancellationToken stop)
    {
        try
        {
            using var link = await EngineLink.ConnectAsync(port, stop);
            using var timer = new PeriodicTimer(Period, TimeProvider.System);
            var (began, sent) = (TimeProvider.System.GetTimestamp(), 0L);
            while (await timer.WaitForNextTickAsync(stop))
            {
                for (; sent < dueAfter(TimeProvider.System.GetElapsedTime(began).TotalSeconds); sent++)
                {
                    await link.SendAsync(new RequestLine(sent, RateTrace.PromptTokens, RateTrace.OutputTokens, CachedTokens: 0), stop);
                }
            }
        }
        catch (Exception e) when (e is OperationCanceledException or SocketException)
        {
            // Told to stop, or killed with its engine.
        }
    }
}
