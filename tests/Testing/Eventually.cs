namespace Wva.Testing;

/// <summary>Waits for what other processes do; there is no clock to advance there.</summary>
public static class Eventually
{
    private static readonly TimeSpan Period = TimeSpan.FromMilliseconds(20);

    /// <summary>Waits until a condition holds.</summary>
    /// <param name="what">What is waited for, for the message.</param>
    /// <param name="patience">How long at most.</param>
    /// <param name="condition">Asked every 20 ms.</param>
    /// <param name="stop">Ends the waiting.</param>
    /// <exception cref="TimeoutException">It did not come to hold.</exception>
    public static async Task TrueAsync(string what, TimeSpan patience, Func<bool> condition, CancellationToken stop)
    {
        var started = TimeProvider.System.GetTimestamp();
        while (!condition())
        {
            if (TimeProvider.System.GetElapsedTime(started) > patience)
            {
                throw new TimeoutException($"not within {patience.TotalSeconds} s: {what}");
            }

            await Task.Delay(Period, TimeProvider.System, stop);
        }
    }
}
