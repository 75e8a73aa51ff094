namespace Wva.Scaling.Analysis.EngineArguments;

/// <summary>vLLM's options that bear on capacity.</summary>
internal static class VllmOptions
{
    public static EngineSettings Apply(EngineSettings settings, string name, string? value) => name switch
    {
        "gpu-memory-utilization" => settings with { MemoryShare = EngineSettingsReader.Number(value, settings.MemoryShare) },
        "block-size" => settings with { BlockSize = EngineSettingsReader.Whole(value, settings.BlockSize) },
        "kv-cache-dtype" => settings with { KvType = value ?? settings.KvType },
        "tensor-parallel-size" or "tp" => settings with { TensorParallel = EngineSettingsReader.Whole(value, settings.TensorParallel) },
        "num-gpu-blocks-override" => settings with { BlocksOverride = EngineSettingsReader.Whole(value, settings.BlocksOverride) },
        "max-num-seqs" => settings with { MaxSequences = EngineSettingsReader.Whole(value, settings.MaxSequences) },
        "max-model-len" => settings with { MaxModelTokens = EngineSettingsReader.Whole(value, settings.MaxModelTokens) },
        "max-num-batched-tokens" => settings with { BatchedTokens = EngineSettingsReader.Whole(value, settings.BatchedTokens) },
        "enable-chunked-prefill" => settings with { Chunked = !string.Equals(value, "false", StringComparison.OrdinalIgnoreCase) },
        "no-enable-chunked-prefill" => settings with { Chunked = false },
        _ => settings,
    };
}
