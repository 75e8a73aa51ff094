using System.Runtime.CompilerServices;

namespace Wva.Aggregator.Tests.Fakes;

/// <summary>Waits for a condition of the real world: sockets, files, other threads.</summary>
internal static class Until
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);
    private static readonly TimeSpan Step = TimeSpan.FromMilliseconds(2);

    /// <summary>Returns as soon as it holds; fails with its text where it never does.</summary>
    public static async Task TrueAsync(Func<bool> condition, [CallerArgumentExpression(nameof(condition))] string what = "")
    {
        var began = TimeProvider.System.GetTimestamp();
        while (!condition())
        {
            Assert.True(TimeProvider.System.GetElapsedTime(began) < Patience, $"never true: {what}");
            await Task.Delay(Step, TimeProvider.System, TestContext.Current.CancellationToken);
        }
    }
}
