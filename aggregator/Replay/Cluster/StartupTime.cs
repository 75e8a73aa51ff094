using System.Runtime.InteropServices;
using Wva.Simulation.Traces;

namespace Wva.Replay.Cluster;

/// <summary>How long a pod takes from its creation to Ready: always the same, or log-normal.</summary>
[StructLayout(LayoutKind.Auto)]
public readonly record struct StartupTime
{
    private StartupTime(LogNormal seconds) => Seconds = seconds;

    private LogNormal Seconds { get; }

    /// <summary>Always the same.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The time is below 0.</exception>
    public static StartupTime Of(TimeSpan time)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(time, TimeSpan.Zero);
        return new StartupTime(new LogNormal(time.TotalSeconds, 0));
    }

    /// <summary>Log-normal, by median and 95th percentile.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The median is not above 0, or the percentile below it.</exception>
    public static StartupTime OfMedianAndP95(TimeSpan median, TimeSpan p95)
    {
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(median, TimeSpan.Zero);
        ArgumentOutOfRangeException.ThrowIfLessThan(p95, median);
        return new StartupTime(LogNormal.OfP95(median.TotalSeconds, p95.TotalSeconds));
    }

    /// <summary>Draws one.</summary>
    public TimeSpan Draw(Random random) => TimeSpan.FromSeconds(Seconds.Draw(random));
}
