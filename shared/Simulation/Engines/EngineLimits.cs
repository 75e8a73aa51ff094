using System.Collections.Immutable;
using System.Globalization;

namespace Wva.Simulation.Engines;

/// <summary>What an engine holds at once; defaults are vLLM's.</summary>
/// <param name="KvTokens">Tokens that its KV cache holds: <c>num_gpu_blocks * block_size</c>. One block of them is never given out.</param>
public sealed record EngineLimits(int KvTokens)
{
    /// <summary>Tokens a block of the KV cache holds (<c>--block-size</c>).</summary>
    public int BlockTokens { get; init; } = 16;

    /// <summary>Most sequences in a batch (<c>--max-num-seqs</c>).</summary>
    public int MaxNumSeqs { get; init; } = 256;

    /// <summary>Most tokens that one iteration computes (<c>--max-num-batched-tokens</c>); a longer prompt is prefilled in chunks.</summary>
    public int MaxBatchedTokens { get; init; } = 2048;

    /// <summary>Most tokens of prompt and output together (<c>--max-model-len</c>); null: as many as the KV cache holds of one sequence.</summary>
    public int? MaxModelLength { get; init; }

    /// <summary>Whether blocks that were computed before are found again (<c>--enable-prefix-caching</c>).</summary>
    public bool PrefixCaching { get; init; } = true;

    /// <summary>Blocks there are, the one that is never given out included (<c>num_gpu_blocks</c>).</summary>
    public int Blocks => KvTokens / BlockTokens;

    /// <summary>Blocks that sequences can have: vLLM keeps one as its null block.</summary>
    public int UsableBlocks => Blocks - 1;

    /// <summary>Most tokens of one sequence.</summary>
    public int SequenceTokens => MaxModelLength ?? UsableBlocks * BlockTokens;

    /// <summary>The arguments that a vLLM with these limits is started with; what its KV cache holds it measures itself.</summary>
    public ImmutableArray<string> ToArguments() =>
    [
        string.Create(CultureInfo.InvariantCulture, $"--block-size={BlockTokens}"),
        string.Create(CultureInfo.InvariantCulture, $"--max-num-seqs={MaxNumSeqs}"),
        string.Create(CultureInfo.InvariantCulture, $"--max-num-batched-tokens={MaxBatchedTokens}"),
        string.Create(CultureInfo.InvariantCulture, $"--max-model-len={SequenceTokens}"),
    ];

    /// <summary>Throws where these limits are none of an engine that could serve.</summary>
    /// <exception cref="ArgumentException">A limit is out of range; the message names it, its value and what is allowed.</exception>
    public void Validate()
    {
        Require(BlockTokens, nameof(BlockTokens), 1, 1024);
        Require(KvTokens, nameof(KvTokens), 2 * BlockTokens, int.MaxValue);
        Require(MaxNumSeqs, nameof(MaxNumSeqs), 1, int.MaxValue);
        Require(MaxBatchedTokens, nameof(MaxBatchedTokens), MaxNumSeqs, int.MaxValue);
        Require(SequenceTokens, nameof(MaxModelLength), 2, UsableBlocks * BlockTokens);
    }

    private static void Require(int value, string name, int min, int max)
    {
        if (value < min || value > max)
        {
            throw new ArgumentException($"{name} is {value}; allowed: {min} to {max}", nameof(value));
        }
    }
}
