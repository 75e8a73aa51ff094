namespace Wva.Simulation.Traces;

/// <summary>Plays a trace at its own pace.</summary>
public static class TracePlayer
{
    /// <summary>Gives each request when its time has come; one that is late because the machine is busy comes at once, and the next ones keep their times.</summary>
    /// <param name="trace">Requests in the order of their arrival.</param>
    /// <param name="time">The clock; the trace's second 0 is now.</param>
    /// <param name="offer">Takes a request; must not block.</param>
    /// <param name="stop">Ends the playing.</param>
    /// <exception cref="OperationCanceledException">The playing was ended.</exception>
    public static async Task PlayAsync(IEnumerable<TraceRequest> trace, TimeProvider time, Action<TraceRequest> offer, CancellationToken stop)
    {
        var started = time.GetTimestamp();
        foreach (var request in trace)
        {
            var wait = TimeSpan.FromSeconds(request.ArrivalSeconds) - time.GetElapsedTime(started);
            if (wait > TimeSpan.Zero)
            {
                await Task.Delay(wait, time, stop);
            }

            stop.ThrowIfCancellationRequested();
            offer(request);
        }
    }
}
