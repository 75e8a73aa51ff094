namespace Wva.Local.Tests.Cluster;

/// <summary>How long things may take after a fault. Beside other tests some twenty processes share a busy machine, and get a little more; <c>tests/run --full</c> gives nothing.</summary>
internal static class FaultBudget
{
    // A scale-in needs 10 s without a hold before it, which is the longer of the two where the window is short; the rest is for the processes to notice.
    private static readonly TimeSpan Settling = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan Noticing = TimeSpan.FromSeconds(3);

    /// <summary>Whether what takes minutes is run, too.</summary>
    public static bool IsFull => Environment.GetEnvironmentVariables().Contains("WVA_TESTS_FULL");

    /// <summary>From the end of an aggregator to a decision of another one.</summary>
    public static TimeSpan HandOver => TimeSpan.FromSeconds(2) + Busy(seconds: 3);

    /// <summary>From everything being back to the scale-in of what is too much.</summary>
    /// <param name="window">The policy's window of scaling in.</param>
    public static TimeSpan Recovery(TimeSpan window) => window + TimeSpan.FromSeconds(10) + Busy(seconds: 5);

    /// <summary>A hold that has lasted so long has kept what would have gone without it.</summary>
    /// <param name="window">The policy's window of scaling in.</param>
    public static TimeSpan Outlasting(TimeSpan window) => (window > Settling ? window : Settling) + Noticing;

    private static TimeSpan Busy(double seconds) => IsFull ? TimeSpan.Zero : TimeSpan.FromSeconds(seconds);
}
