namespace Wva.Scaling.Analysis.EngineArguments;

/// <summary>SGLang's options that bear on capacity. A chunk is what one step prefills; without chunks that is <c>max-prefill-tokens</c>.</summary>
internal static class SglangOptions
{
    public static EngineSettings Apply(EngineSettings settings, string name, string? value) => name switch
    {
        "mem-fraction-static" => settings with { MemoryShare = EngineSettingsReader.Number(value, settings.MemoryShare) },
        "page-size" => settings with { BlockSize = EngineSettingsReader.Whole(value, settings.BlockSize) },
        "kv-cache-dtype" => settings with { KvType = value ?? settings.KvType },
        "tp" or "tp-size" or "tensor-parallel-size" => settings with { TensorParallel = EngineSettingsReader.Whole(value, settings.TensorParallel) },
        "max-total-tokens" => settings with { KvTokensOverride = EngineSettingsReader.Whole(value, settings.KvTokensOverride) },
        "max-running-requests" => settings with { MaxSequences = EngineSettingsReader.Whole(value, settings.MaxSequences) },
        "context-length" => settings with { MaxModelTokens = EngineSettingsReader.Whole(value, settings.MaxModelTokens) },
        "max-prefill-tokens" => settings with { BatchedTokens = EngineSettingsReader.Whole(value, settings.BatchedTokens) },
        "chunked-prefill-size" => Chunk(settings, EngineSettingsReader.Whole(value, 0)),
        _ => settings,
    };

    private static EngineSettings Chunk(EngineSettings settings, double tokens)
        => tokens < 0 ? settings with { Chunked = false, ChunkTokens = 0 }
        : tokens > 0 ? settings with { Chunked = true, ChunkTokens = tokens }
        : settings;
}
