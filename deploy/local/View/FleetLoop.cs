namespace Wva.Local.View;

/// <summary>Looks once a second and shows what was seen, until told to stop.</summary>
/// <param name="source">Where to look.</param>
/// <param name="output">Where to show.</param>
/// <param name="facts">What else is to be said at this moment, a line each; asked before each frame.</param>
/// <param name="time">The clock.</param>
internal sealed class FleetLoop(IStatusSource source, IFleetOutput output, Func<IReadOnlyList<string>> facts, TimeProvider time)
{
    /// <summary>Time between two looks.</summary>
    public static readonly TimeSpan Period = TimeSpan.FromSeconds(1);

    /// <summary>What was seen.</summary>
    public FleetHistory History { get; } = new();

    /// <summary>Runs; returns once told to stop, with the output left as it was found.</summary>
    public async Task RunAsync(CancellationToken stop)
    {
        var began = time.GetTimestamp();
        using var timer = new PeriodicTimer(Period, time);
        try
        {
            do
            {
                var sighting = await source.LookAsync(stop);
                var now = time.GetElapsedTime(began);
                History.Take(now, sighting);
                output.Show(History, now, facts());
            }
            while (await timer.WaitForNextTickAsync(stop));
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            // Told to stop.
        }
        finally
        {
            output.End();
        }
    }
}
