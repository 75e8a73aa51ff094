using Microsoft.Extensions.Time.Testing;

namespace Wva.Agent.Tests.Fakes;

/// <summary>Moves fake time on while real sockets work, until something has become true.</summary>
internal static class Pump
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan Step = TimeSpan.FromMilliseconds(50);
    private static readonly TimeSpan Breath = TimeSpan.FromMilliseconds(2);

    /// <summary>Waits; fake time moves on by 50 ms at each look.</summary>
    public static Task UntilAsync(FakeTimeProvider time, Func<bool> condition, string what) =>
        UntilAsync(condition, what, () => time.Advance(Step));

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
