using Microsoft.Extensions.Time.Testing;

namespace Wva.Agent.Tests.Fakes;

/// <summary>Moves fake time on while real sockets work, until something has become true.</summary>
internal static class Pump
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan Step = TimeSpan.FromMilliseconds(50);
    private static readonly TimeSpan Breath = TimeSpan.FromMilliseconds(2);

    /// <summary>Waits; fake time moves on at each look.</summary>
    /// <param name="time">The clock.</param>
    /// <param name="condition">What is waited for.</param>
    /// <param name="what">The same in words.</param>
    /// <param name="step">How far it moves on; 50 ms where nothing else is said, more where minutes are waited for.</param>
    public static Task UntilAsync(FakeTimeProvider time, Func<bool> condition, string what, TimeSpan? step = null) =>
        UntilAsync(condition, what, () => time.Advance(step ?? Step));

    /// <summary>Waits; fake time stands.</summary>
    public static Task UntilAsync(Func<bool> condition, string what) => UntilAsync(condition, what, () => { });

    private static async Task UntilAsync(Func<bool> condition, string what, Action meanwhile)
    {
        var started = TimeProvider.System.GetTimestamp();
        while (!condition())
        {
            Assert.True(TimeProvider.System.GetElapsedTime(started) < Patience, $"waited in vain for: {what}");
            meanwhile();
            await Task.Delay(Breath, TimeProvider.System, TestContext.Current.CancellationToken);
        }
    }
}
