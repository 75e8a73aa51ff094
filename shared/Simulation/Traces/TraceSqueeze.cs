using System.Runtime.InteropServices;

namespace Wva.Simulation.Traces;

/// <summary>How a whole trace is played in less time than it took: its times divided, and so many requests left out that no more of them come in a second than a fleet is there for.</summary>
/// <param name="Factor">How many times as fast; at least 1, for a short trace is not stretched.</param>
/// <param name="Share">The share of the requests that is played, over 0 and at most 1.</param>
[StructLayout(LayoutKind.Auto)]
public readonly record struct TraceSqueeze(double Factor, double Share)
{
    private const double Rounding = 1e-9;

    /// <summary>The one that fits a trace into a time.</summary>
    /// <param name="extent">The trace.</param>
    /// <param name="within">The time; above 0.</param>
    /// <param name="mostPerSecond">Most requests a second, on the average of the time; above 0.</param>
    public static TraceSqueeze Of(TraceExtent extent, TimeSpan within, double mostPerSecond)
    {
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(within, TimeSpan.Zero);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(mostPerSecond);
        var factor = Math.Max(1, extent.Seconds / within.TotalSeconds);
        var most = mostPerSecond * extent.Seconds / factor;
        return new TraceSqueeze(factor, extent.Requests > most * (1 + Rounding) && most > 0 ? most / extent.Requests : 1);
    }

    /// <summary>Plays a trace so.</summary>
    /// <param name="trace">Requests in the order of their arrival.</param>
    /// <param name="seed">Draws which requests stay; the same one keeps the same ones.</param>
    public IEnumerable<TraceRequest> Play(IEnumerable<TraceRequest> trace, int seed) => trace.Thinned(Share, seed).Squeezed(Factor);
}
