namespace Wva.Scaling.Analysis.EngineArguments;

/// <summary>vLLM's options that bear on capacity.</summary>
internal static class VllmOptions
{
    public static void Apply(EngineSettings settings, ReadOnlySpan<char> name, ReadOnlySpan<char> value)
    {
        switch (name)
        {
            case "gpu-memory-utilization": settings.MemoryShare = EngineSettingsReader.Number(value, settings.MemoryShare); break;
            case "block-size": settings.BlockSize = EngineSettingsReader.Whole(value, settings.BlockSize); break;
            case "kv-cache-dtype": settings.KvType = EngineSettingsReader.Word(value, settings.KvType); break;
            case "tensor-parallel-size" or "tp": settings.TensorParallel = EngineSettingsReader.Whole(value, settings.TensorParallel); break;
            case "num-gpu-blocks-override": settings.BlocksOverride = EngineSettingsReader.Whole(value, settings.BlocksOverride); break;
            case "max-num-seqs": settings.MaxSequences = EngineSettingsReader.Whole(value, settings.MaxSequences); break;
            case "max-model-len": settings.MaxModelTokens = EngineSettingsReader.Whole(value, settings.MaxModelTokens); break;
            case "max-num-batched-tokens": settings.BatchedTokens = EngineSettingsReader.Whole(value, settings.BatchedTokens); break;
            case "enable-chunked-prefill": settings.Chunked = !value.Equals("false", StringComparison.OrdinalIgnoreCase); break;
            case "no-enable-chunked-prefill": settings.Chunked = false; break;
            default: break;
        }
    }
}
