namespace Wva.Simulation.Engines;

/// <summary>What one iteration of an engine costs: <c>alpha + beta * sequences + p * prefill tokens + k * thousands of tokens of context</c>, milliseconds each.</summary>
/// <param name="AlphaMs">Milliseconds of any iteration, whatever is in it; above 0.</param>
/// <param name="BetaMs">Milliseconds a sequence in the batch.</param>
/// <param name="PrefillMsPerToken">Milliseconds a prompt token that is computed.</param>
/// <param name="ContextMsPerKtoken">Milliseconds a thousand tokens that lie in the KV cache of the batch when the iteration begins.</param>
public readonly record struct EngineSpeed(double AlphaMs, double BetaMs, double PrefillMsPerToken, double ContextMsPerKtoken)
{
    private const double SecondsPerMs = 1e-3;

    /// <summary>How long one iteration takes, seconds.</summary>
    /// <param name="sequences">Sequences in the batch.</param>
    /// <param name="prefillTokens">Prompt tokens that it computes.</param>
    /// <param name="contextTokens">Tokens in the batch's KV cache when it begins.</param>
    public double IterationSeconds(int sequences, int prefillTokens, long contextTokens) =>
        (AlphaMs + (BetaMs * sequences) + (PrefillMsPerToken * prefillTokens) + (ContextMsPerKtoken * contextTokens / 1000)) * SecondsPerMs;

    /// <summary>How much longer an iteration of a batch that only decodes takes than the one before it, seconds: each of its sequences has one token more.</summary>
    /// <param name="sequences">Sequences in the batch.</param>
    public double GrowthSeconds(int sequences) => ContextMsPerKtoken * sequences / 1000 * SecondsPerMs;

    /// <summary>Throws where a term could make time stand still or run backwards.</summary>
    /// <exception cref="ArgumentException">A term is out of range; the message names it, its value and what is allowed.</exception>
    public void Validate()
    {
        Require(AlphaMs, nameof(AlphaMs), double.Epsilon, "a number above 0");
        Require(BetaMs, nameof(BetaMs), 0, "a number, 0 or more");
        Require(PrefillMsPerToken, nameof(PrefillMsPerToken), 0, "a number, 0 or more");
        Require(ContextMsPerKtoken, nameof(ContextMsPerKtoken), 0, "a number, 0 or more");
    }

    private static void Require(double value, string name, double min, string allowed)
    {
        if (!(double.IsFinite(value) && value >= min))
        {
            throw new ArgumentException($"{name} is {value}; allowed: {allowed}", nameof(value));
        }
    }
}
