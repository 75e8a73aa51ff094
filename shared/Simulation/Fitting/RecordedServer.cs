using Wva.Simulation.Engines;

namespace Wva.Simulation.Fitting;

/// <summary>What is known of the server of a recording and of the load on it without looking at its pages: its command line, and how its client made prompts.</summary>
/// <param name="Limits">The engine's limits.</param>
/// <param name="Mix">Shared prefixes of the prompts.</param>
public sealed record RecordedServer(EngineLimits Limits, PrefixMix Mix)
{
    /// <summary>The server of the recordings <c>step</c> and <c>crash</c>: <c>--max-num-seqs 32 --block-size 32 --num-gpu-blocks-override 320</c>, a model of 2,048 tokens; 30 % of the prompts begin with one of
    /// four prefixes of 256 tokens.</summary>
    public static RecordedServer Step { get; } = new(
        new EngineLimits(KvTokens: 10_240) { BlockTokens = 32, MaxNumSeqs = 32, MaxModelLength = 2048 },
        new PrefixMix(Share: 0.3, Prefixes: 4, Tokens: 256));
}
