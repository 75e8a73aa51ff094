namespace Wva.Scaling.Analysis.EngineArguments;

/// <summary>SGLang's options that bear on capacity. A chunk is what one step prefills; without chunks that is <c>max-prefill-tokens</c>.</summary>
internal static class SglangOptions
{
    public static void Apply(EngineSettings settings, ReadOnlySpan<char> name, ReadOnlySpan<char> value)
    {
        switch (name)
        {
            case "mem-fraction-static": settings.MemoryShare = EngineSettingsReader.Number(value, settings.MemoryShare); break;
            case "page-size": settings.BlockSize = EngineSettingsReader.Whole(value, settings.BlockSize); break;
            case "kv-cache-dtype": settings.KvType = EngineSettingsReader.Word(value, settings.KvType); break;
            case "tp" or "tp-size" or "tensor-parallel-size": settings.TensorParallel = EngineSettingsReader.Whole(value, settings.TensorParallel); break;
            case "max-total-tokens": settings.KvTokensOverride = EngineSettingsReader.Whole(value, settings.KvTokensOverride); break;
            case "max-running-requests": settings.MaxSequences = EngineSettingsReader.Whole(value, settings.MaxSequences); break;
            case "context-length": settings.MaxModelTokens = EngineSettingsReader.Whole(value, settings.MaxModelTokens); break;
            case "max-prefill-tokens": settings.BatchedTokens = EngineSettingsReader.Whole(value, settings.BatchedTokens); break;
            case "chunked-prefill-size": Chunk(settings, EngineSettingsReader.Whole(value, 0)); break;
            default: break;
        }
    }

    private static void Chunk(EngineSettings settings, double tokens)
    {
        if (tokens != 0)
        {
            (settings.Chunked, settings.ChunkTokens) = (tokens > 0, Math.Max(0, tokens));
        }
    }
}
