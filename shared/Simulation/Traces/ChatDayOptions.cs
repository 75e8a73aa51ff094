namespace Wva.Simulation.Traces;

/// <summary>A day of chat traffic to generate. The defaults move a small fleet out and in again within three minutes.</summary>
public sealed record ChatDayOptions
{
    /// <summary>Seed of all that is drawn; by default one whose bursts leave the day's shape to be seen.</summary>
    public int Seed { get; init; } = 29;

    /// <summary>How long the day takes, from evening to evening. An hour of the day is a 24th of it.</summary>
    public TimeSpan Length { get; init; } = TimeSpan.FromMinutes(3);

    /// <summary>Requests a second on the day's average, as they are played: squeezing the day does not add to them.</summary>
    public double MeanRequestsPerSecond { get; init; } = 2.2;

    /// <summary>Prompt tokens. Median and mean of azure2023-conv; its tail is heavier (p95 4,083, here 2,300).</summary>
    public LogNormal PromptTokens { get; init; } = LogNormal.OfMean(median: 1020, mean: 1155);

    /// <summary>Output tokens. Once the longest are cut they have median and mean (129, 211) of azure2023-conv; its tail is lighter (p95 451, here 750).</summary>
    public LogNormal OutputTokens { get; init; } = LogNormal.OfMean(median: 129, mean: 229);

    /// <summary>Longest prompt; azure2023-conv has none beyond.</summary>
    public int MaxPromptTokens { get; init; } = 14_050;

    /// <summary>Longest output; azure2023-conv has none beyond.</summary>
    public int MaxOutputTokens { get; init; } = 1_000;
}
