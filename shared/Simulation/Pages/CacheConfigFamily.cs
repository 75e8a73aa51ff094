namespace Wva.Simulation.Pages;

/// <summary>The info family that tells how the KV cache was configured: of its many labels three say how large it is.</summary>
internal static class CacheConfigFamily
{
    public static void AddTo(PageBuilder page, PageOptions options) => page.Gauge(
        "vllm:cache_config_info",
        "Information of the LLMEngine CacheConfig",
        (PageLabels.Text([.. Sizes(options), .. Defaults]), static _ => 1));

    private static (string Name, string Value)[] Sizes(PageOptions options)
    {
        var limits = options.Limits;
        return
        [
            ("engine", EngineLabels.Rank),
            ("block_size", PageLabels.Of(limits.BlockTokens)),
            ("effective_attention_block_size", PageLabels.Of(limits.BlockTokens)),
            ("num_gpu_blocks", PageLabels.Of(limits.Blocks)),
            ("num_gpu_blocks_override", PageLabels.Of(limits.Blocks)),
            ("kv_cache_size_tokens", PageLabels.Of((long)limits.Blocks * limits.BlockTokens)),
            ("kv_cache_max_concurrency", PythonNumber.Text((double)limits.KvTokens / limits.SequenceTokens)),
            ("kv_cache_memory_bytes", options.KvCacheMemoryBytes is { } bytes ? PageLabels.Of(bytes) : "None"),
            ("gpu_memory_utilization", PythonNumber.Text(options.GpuMemoryUtilization)),
        ];
    }

    // vLLM 0.32's defaults.
    private static readonly (string Name, string Value)[] Defaults =
    [
        ("_block_size_resolved", "True"),
        ("cache_dtype", "auto"),
        ("cache_hit_alignment_tokens", "None"),
        ("enable_mamba_shared_prefix_checkpoint", "False"),
        ("enable_prefix_caching", "True"),
        ("hash_block_size", "None"),
        ("is_attention_free", "False"),
        ("kv_cache_dtype_skip_layers", "[]"),
        ("kv_cache_layout", "None"),
        ("kv_offloading_backend", "native"),
        ("kv_offloading_size", "None"),
        ("kv_sharing_fast_prefill", "False"),
        ("mamba_block_size", "None"),
        ("mamba_cache_dtype", "auto"),
        ("mamba_cache_mode", "none"),
        ("mamba_page_size_padded", "None"),
        ("mamba_ssm_cache_dtype", "float32"),
        ("num_cpu_blocks", "None"),
        ("prefix_cache_retention_interval", "0"),
        ("prefix_caching_hash_algo", "sha256"),
        ("prefix_match_unit", "None"),
        ("replayssm_buffer_len", "16"),
        ("skip_page_size_padded", "None"),
        ("sliding_window", "None"),
        ("swa_bounded_replay", "True"),
        ("use_kda_recoverssm", "False"),
        ("use_replayssm", "False"),
        ("user_specified_block_size", "True"),
    ];
}
