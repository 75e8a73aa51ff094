namespace Wva.Scaling.Analysis.EngineArguments;

/// <summary>What an engine's arguments say of its capacity; the defaults are the published autoscaler's, not always the engine's.</summary>
internal sealed class EngineSettings
{
    /// <summary>Tokens of one step where prompts are cut into chunks, by vLLM's V1 engine and by SGLang.</summary>
    private const double ChunkedTokens = 8192;

    /// <summary>Tokens of one step of vLLM's V0 engine, and the least of one step where prompts are not cut.</summary>
    private const double PlainTokens = 2048;

    /// <summary>Name of the engine.</summary>
    public required string Engine { get; init; }

    /// <summary>Share of GPU memory that it may use.</summary>
    public double MemoryShare { get; set; } = 0.9;

    /// <summary>Tokens a block of the KV cache.</summary>
    public double BlockSize { get; set; } = 16;

    /// <summary>Type of the KV cache.</summary>
    public string KvType { get; set; } = "auto";

    /// <summary>GPUs that share one copy of the model.</summary>
    public double TensorParallel { get; set; } = 1;

    /// <summary>Most requests that run at once.</summary>
    public double MaxSequences { get; set; } = 256;

    /// <summary>Most tokens of one request; 0 where not said.</summary>
    public double MaxModelTokens { get; set; }

    /// <summary>Blocks of the KV cache; 0 where the engine measures them.</summary>
    public double BlocksOverride { get; set; }

    /// <summary>Tokens of the KV cache (SGLang); 0 where the engine measures them.</summary>
    public double KvTokensOverride { get; set; }

    /// <summary>Most tokens of one step; 0 where not said.</summary>
    public double BatchedTokens { get; set; }

    /// <summary>Tokens of a chunk (SGLang); 0 where not said.</summary>
    public double ChunkTokens { get; set; }

    /// <summary>Whether prompts are cut into chunks; null where not said.</summary>
    public bool? Chunked { get; set; }

    /// <summary>Whether it is vLLM's old engine.</summary>
    public bool IsV0 { get; set; }

    /// <summary>Most tokens of one step.</summary>
    public double EffectiveBatchedTokens
        => ChunkTokens > 0 ? ChunkTokens
        : BatchedTokens > 0 ? BatchedTokens
        : Chunked ?? !IsV0 ? (IsV0 ? PlainTokens : ChunkedTokens)
        : Math.Max(MaxModelTokens, PlainTokens);

    /// <summary>Tokens of the KV cache as far as the arguments tell; 0 where only the engine knows.</summary>
    public double KvTokens => KvTokensOverride > 0 ? KvTokensOverride : Math.Max(0, BlocksOverride) * Math.Max(0, BlockSize);

    /// <summary>Whether two engines on the same GPUs hold as much. How many requests may run is left out, as published.</summary>
    public bool HoldsAsMuchAs(EngineSettings other)
        => Engine == other.Engine
        && MemoryShare.Equals(other.MemoryShare)
        && BlockSize.Equals(other.BlockSize)
        && KvType == other.KvType
        && TensorParallel.Equals(other.TensorParallel)
        && BlocksOverride.Equals(other.BlocksOverride)
        && KvTokensOverride.Equals(other.KvTokensOverride)
        && EffectiveBatchedTokens.Equals(other.EffectiveBatchedTokens);
}
