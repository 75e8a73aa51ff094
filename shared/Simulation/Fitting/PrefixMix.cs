namespace Wva.Simulation.Fitting;

/// <summary>What is known of the prompts of a recording: a share of them begins with one of a few fixed prefixes; which ones do is not recorded.</summary>
/// <param name="Share">Share of the requests, 0..1.</param>
/// <param name="Prefixes">How many prefixes.</param>
/// <param name="Tokens">Tokens of each.</param>
public sealed record PrefixMix(double Share, int Prefixes, int Tokens)
{
    /// <summary>No prompt shares its beginning.</summary>
    public static PrefixMix None { get; } = new(0, 1, 0);

    /// <summary>Tokens of KV cache that a batch of random requests saves by holding each prefix once, on average.</summary>
    /// <param name="sequences">Sequences in the batch.</param>
    public double SavedTokens(double sequences)
    {
        var heldPrefixes = Prefixes * (1 - Math.Pow(1 - (Share / Prefixes), sequences));
        return Tokens * ((Share * sequences) - heldPrefixes);
    }
}
