namespace Wva.Simulation.Engines;

/// <summary>The bounds of vLLM's histograms from 0.8.5 on, +Inf last.</summary>
public static class EngineBuckets
{
    private const double Rest = double.PositiveInfinity;

    /// <summary>Of the time to first token, seconds.</summary>
    public static ReadOnlySpan<double> Ttft => [0.001, 0.005, 0.01, 0.02, 0.04, 0.06, 0.08, 0.1, 0.25, 0.5, 0.75, 1, 2.5, 5, 7.5, 10, 20, 40, 80, 160, 640, 2560, Rest];

    /// <summary>Of the time between tokens, seconds.</summary>
    public static ReadOnlySpan<double> Itl => [0.01, 0.025, 0.05, 0.075, 0.1, 0.15, 0.2, 0.3, 0.4, 0.5, 0.75, 1, 2.5, 5, 7.5, 10, 20, 40, 80, Rest];

    /// <summary>Of a whole request and its parts, seconds.</summary>
    public static ReadOnlySpan<double> Request => [0.3, 0.5, 0.8, 1, 1.5, 2, 2.5, 5, 10, 15, 20, 30, 40, 50, 60, 120, 240, 480, 960, 1920, 7680, Rest];

    /// <summary>Of the tokens of an iteration.</summary>
    public static ReadOnlySpan<double> IterationTokens => [1, 8, 16, 32, 64, 128, 256, 512, 1024, 2048, 4096, 8192, 16384, Rest];

    /// <summary>Of the preemptions of a request.</summary>
    public static ReadOnlySpan<double> Preemptions => [1, 2, 3, 4, 5, 10, 20, Rest];

    /// <summary>Of the tokens of a request: 1, 2, 5, 10 ... up to the longest sequence.</summary>
    /// <param name="maxModelLength">Most tokens of a sequence.</param>
    public static double[] Tokens(int maxModelLength)
    {
        var bounds = new List<double>();
        for (var decade = 1L; decade <= maxModelLength; decade *= 10)
        {
            bounds.AddRange(new[] { decade, 2 * decade, 5 * decade }.Where(bound => bound <= maxModelLength).Select(bound => (double)bound));
        }

        return [.. bounds, Rest];
    }
}
