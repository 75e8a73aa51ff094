using Wva.Simulation.Engines;

namespace Wva.Simulation.Fitting;

/// <summary>
/// Fits an engine's speed to its pages. Where a sequence decodes, the time between two of its tokens is one iteration, so the mean of those times over an interval is the mean iteration
/// time, idle moments left out; it is explained by the mean batch, prompt tokens and context of the interval's iterations.
/// What disturbs an engine makes iterations slower by a share, so relative errors are squared; an interval counts by how many times its mean is of.
/// </summary>
public static class SpeedFit
{
    /// <summary>Least intervals with tokens in them.</summary>
    public const int MinIntervals = 8;

    private const double LeastAlphaMs = 1e-3;

    /// <summary>Fits it.</summary>
    /// <param name="intervals">What the engine did.</param>
    /// <param name="blockTokens">Tokens a block of its KV cache holds.</param>
    /// <param name="mix">Prefixes that its prompts share.</param>
    /// <returns>The speed, and how well it fits.</returns>
    /// <exception cref="InvalidDataException">There are too few intervals in which tokens were given.</exception>
    public static FittedSpeed Of(IEnumerable<PageInterval> intervals, int blockTokens, PrefixMix mix)
    {
        PageInterval[] told = [.. intervals.Where(interval => interval is { Iterations: > 0, TokenGaps: > 0, GapSeconds: > 0 })];
        if (told.Length < MinIntervals)
        {
            throw new InvalidDataException($"tokens were given in {told.Length} intervals; allowed: {MinIntervals} or more");
        }

        double[][] rows = [.. told.Select(interval => Relative(interval, blockTokens, mix))];
        double[] weights = [.. told.Select(interval => Math.Sqrt(interval.TokenGaps))];
        var found = NonNegativeLeastSquares.Solve([.. rows.Zip(weights, (row, weight) => row.Select(factor => factor * weight).ToArray())], weights);
        var speed = new EngineSpeed(Math.Max(LeastAlphaMs, found[0]), found[1], found[2], found[3]);
        var errors = rows.Zip(told, (row, interval) => interval.TokenGaps * Math.Abs(row.Zip(found, (factor, coefficient) => factor * coefficient).Sum() - 1));
        return new FittedSpeed(speed, told.Length, errors.Sum() / told.Sum(interval => interval.TokenGaps));
    }

    // What the four terms multiply, over the mean iteration time in milliseconds: together they should be 1.
    private static double[] Relative(PageInterval interval, int blockTokens, PrefixMix mix)
    {
        var iterationMs = 1000 * interval.GapSeconds / interval.TokenGaps;
        var sequences = interval.TokenGaps / interval.Iterations;
        return [1 / iterationMs, sequences / iterationMs, interval.PrefillTokens / interval.Iterations / iterationMs, ContextTokens() / 1000 / iterationMs];

        // The page counts blocks: the last of each sequence is half empty, and a shared one is read once for each of its holders.
        double ContextTokens() => Math.Max(0, interval.KvTokens - (sequences * (blockTokens - 1) / 2) + mix.SavedTokens(sequences));
    }
}
