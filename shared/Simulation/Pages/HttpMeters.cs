using Wva.Simulation.Engines;

namespace Wva.Simulation.Pages;

/// <summary>What the engine's HTTP server counts by itself, of requests that it has answered.</summary>
public sealed class HttpMeters
{
    private const double Rest = double.PositiveInfinity;

    /// <summary>The many bounds of <see cref="FineSeconds"/>, +Inf last.</summary>
    public static ReadOnlySpan<double> FineBounds => [0.01, 0.025, 0.05, 0.075, 0.1, 0.25, 0.5, 0.75, 1, 1.5, 2, 2.5, 3, 3.5, 4, 4.5, 5, 7.5, 10, 30, 60, Rest];

    /// <summary>The few bounds of <see cref="CoarseSeconds"/>, +Inf last.</summary>
    public static ReadOnlySpan<double> CoarseBounds => [0.1, 0.5, 1, Rest];

    /// <summary>Requests answered.</summary>
    public long Requests { get; private set; }

    /// <summary>Bytes of their bodies.</summary>
    public double RequestBytes { get; private set; }

    /// <summary>How long they took, seconds, by many bounds.</summary>
    public EngineHistogram FineSeconds { get; } = new(FineBounds);

    /// <summary>How long they took, seconds, by few bounds.</summary>
    public EngineHistogram CoarseSeconds { get; } = new(CoarseBounds);

    /// <summary>Counts one.</summary>
    /// <param name="seconds">How long it took.</param>
    /// <param name="bytes">Bytes of its body.</param>
    public void Count(double seconds, int bytes)
    {
        Requests++;
        RequestBytes += bytes;
        FineSeconds.Add(seconds);
        CoarseSeconds.Add(seconds);
    }
}
