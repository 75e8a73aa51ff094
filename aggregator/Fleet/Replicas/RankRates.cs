namespace Wva.Fleet.Replicas;

/// <summary>What the windows of one rank say. Null is unknown, or nothing was observed in the window.</summary>
internal readonly record struct RankRates
{
    /// <summary>Over 1 minute, as the other rates.</summary>
    public double? ArrivalsPerSecond { get; init; }

    public double? PromptTokensPerSecond { get; init; }

    public double? GenerationTokensPerSecond { get; init; }

    public double? PreemptionsPerSecond { get; init; }

    /// <summary>Seconds in which requests ran, over engine steps; 1 minute.</summary>
    public Mean Iterations { get; init; }

    /// <summary>Seconds over first tokens; 1 minute.</summary>
    public Mean Ttft { get; init; }

    /// <summary>Seconds over gaps between tokens; 1 minute.</summary>
    public Mean Itl { get; init; }

    /// <summary>Prompt tokens over finished requests; 5 minutes.</summary>
    public Mean Prompts { get; init; }

    /// <summary>Output tokens over finished requests; 5 minutes.</summary>
    public Mean Outputs { get; init; }

    /// <summary>Tokens found over tokens looked up in the prefix cache; 5 minutes.</summary>
    public Mean PrefixHits { get; init; }
}
