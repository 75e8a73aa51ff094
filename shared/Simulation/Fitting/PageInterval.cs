namespace Wva.Simulation.Fitting;

/// <summary>What an engine did between two of its pages.</summary>
/// <param name="FromSeconds">When the first page was read, seconds since the recording began.</param>
/// <param name="ToSeconds">When the second was.</param>
/// <param name="Iterations">Iterations that gave a token.</param>
/// <param name="TokenGaps">Times between two tokens of a request that were observed: sequences that decoded, over all iterations.</param>
/// <param name="GapSeconds">Sum of those times.</param>
/// <param name="PrefillTokens">Prompt tokens computed.</param>
/// <param name="KvTokens">Tokens that the blocks in use could hold, the mean of both pages.</param>
public readonly record struct PageInterval(
    double FromSeconds,
    double ToSeconds,
    double Iterations,
    double TokenGaps,
    double GapSeconds,
    double PrefillTokens,
    double KvTokens);
