namespace Wva.Simulation.Engines;

/// <summary>The counters and histograms of an engine's page, each named like vLLM's, cumulative since the engine started. Only whole iterations are in them.</summary>
public sealed class EngineMeters
{
    private readonly long[] _finished = new long[Enum.GetValues<FinishReason>().Length];

    internal EngineMeters(int maxModelLength)
    {
        var tokens = EngineBuckets.Tokens(maxModelLength);
        RequestPromptTokens = new EngineHistogram(tokens);
        RequestGenerationTokens = new EngineHistogram(tokens);
        RequestParamsMaxTokens = new EngineHistogram(tokens);
        RequestPrefillKvComputedTokens = new EngineHistogram(tokens);
    }

    /// <summary><c>num_preemptions_total</c>.</summary>
    public long Preemptions { get; internal set; }

    /// <summary><c>prompt_tokens_total</c>: whole prompts, counted when their prefill is complete.</summary>
    public long PromptTokens { get; internal set; }

    /// <summary><c>prompt_tokens_cached_total</c>: those of them that came from the prefix cache; also <c>source="local_cache_hit"</c>.</summary>
    public long PromptTokensCached { get; internal set; }

    /// <summary><c>prefix_cache_queries_total</c>: prompt tokens that were looked up, when a request is first admitted.</summary>
    public long PrefixCacheQueries { get; internal set; }

    /// <summary><c>prefix_cache_hits_total</c>.</summary>
    public long PrefixCacheHits { get; internal set; }

    /// <summary><c>generation_tokens_total</c>.</summary>
    public long GenerationTokens { get; internal set; }

    /// <summary><c>time_to_first_token_seconds</c>.</summary>
    public EngineHistogram TtftSeconds { get; } = new(EngineBuckets.Ttft);

    /// <summary><c>inter_token_latency_seconds</c>.</summary>
    public EngineHistogram ItlSeconds { get; } = new(EngineBuckets.Itl);

    /// <summary><c>request_time_per_output_token_seconds</c>: the mean of each request that has ended.</summary>
    public EngineHistogram RequestTimePerOutputTokenSeconds { get; } = new(EngineBuckets.Itl);

    /// <summary><c>e2e_request_latency_seconds</c>.</summary>
    public EngineHistogram E2eSeconds { get; } = new(EngineBuckets.Request);

    /// <summary><c>request_queue_time_seconds</c>, recorded when a request ends.</summary>
    public EngineHistogram QueueSeconds { get; } = new(EngineBuckets.Request);

    /// <summary><c>request_inference_time_seconds</c>.</summary>
    public EngineHistogram InferenceSeconds { get; } = new(EngineBuckets.Request);

    /// <summary><c>request_prefill_time_seconds</c>.</summary>
    public EngineHistogram PrefillSeconds { get; } = new(EngineBuckets.Request);

    /// <summary><c>request_decode_time_seconds</c>.</summary>
    public EngineHistogram DecodeSeconds { get; } = new(EngineBuckets.Request);

    /// <summary><c>iteration_tokens_total</c>, a histogram in spite of its name: prompt tokens computed and tokens given, an iteration; one that gave none is not in it.</summary>
    public EngineHistogram IterationTokens { get; } = new(EngineBuckets.IterationTokens);

    /// <summary><c>request_prompt_tokens</c>.</summary>
    public EngineHistogram RequestPromptTokens { get; }

    /// <summary><c>request_generation_tokens</c>.</summary>
    public EngineHistogram RequestGenerationTokens { get; }

    /// <summary><c>request_params_max_tokens</c>, of the requests that said one.</summary>
    public EngineHistogram RequestParamsMaxTokens { get; }

    /// <summary><c>request_prefill_kv_computed_tokens</c>: prompt tokens less the cached ones.</summary>
    public EngineHistogram RequestPrefillKvComputedTokens { get; }

    /// <summary><c>request_num_preemptions</c>.</summary>
    public EngineHistogram RequestPreemptions { get; } = new(EngineBuckets.Preemptions);

    /// <summary><c>request_success_total</c> of one reason.</summary>
    public long Finished(FinishReason reason) => _finished[(int)reason];

    internal void CountFinished(FinishReason reason) => _finished[(int)reason]++;

    /// <summary>Iterations of a run have given each of its sequences a token.</summary>
    /// <param name="run">The run.</param>
    /// <param name="from">Iterations of it that are counted already.</param>
    /// <param name="to">Iterations of it that have ended.</param>
    /// <param name="isAll">Nothing else came of them; else <see cref="CountPrefills"/> counts their tokens.</param>
    internal void CountDecodes(in IterationRun run, int from, int to, bool isAll)
    {
        if (run.Decoding == 0 || to == from)
        {
            return;
        }

        GenerationTokens += (long)(to - from) * run.Decoding;
        ItlSeconds.AddRising(run.SecondsOf(from), run.GrowthSeconds, to - from, run.Decoding);
        if (isAll)
        {
            IterationTokens.Add(run.Decoding, to - from);
        }
    }

    /// <summary>An iteration has computed prompts.</summary>
    /// <param name="decoding">Sequences that decoded in it.</param>
    /// <param name="given">Sequences whose prefill it completed, so that they were given a token.</param>
    /// <param name="promptTokens">Prompt tokens to count with it.</param>
    internal void CountPrefills(int decoding, int given, int promptTokens)
    {
        GenerationTokens += given;
        if (decoding + given > 0)
        {
            IterationTokens.Add(decoding + given + promptTokens);
        }
    }

    /// <summary>A sequence was looked up in the prefix cache, if that run was its first.</summary>
    internal void CountQueries(Sequence sequence, in IterationRun run)
    {
        if (sequence.ScheduledAt >= run.StartsAt)
        {
            PrefixCacheQueries += sequence.Request.PromptTokens;
            PrefixCacheHits += sequence.CachedTokens;
        }
    }

    /// <summary>A prompt has been computed whole for the first time.</summary>
    internal void CountFirstToken(Sequence sequence, double at)
    {
        PromptTokens += sequence.Request.PromptTokens;
        PromptTokensCached += sequence.CachedTokens;
        TtftSeconds.Add(at - sequence.ArrivedAt);
    }

    /// <summary>A request has had its whole answer.</summary>
    internal void CountFinished(in FinishedRequest finished, int cachedTokens)
    {
        CountFinished(finished.Reason);
        E2eSeconds.Add(finished.FinishedAt - finished.ArrivedAt);
        QueueSeconds.Add(finished.ScheduledAt - finished.ArrivedAt);
        InferenceSeconds.Add(finished.FinishedAt - finished.ScheduledAt);
        PrefillSeconds.Add(finished.FirstTokenAt - finished.ScheduledAt);
        DecodeSeconds.Add(finished.FinishedAt - finished.FirstTokenAt);
        RequestTimePerOutputTokenSeconds.Add(finished.MeanItlSeconds);
        RequestPromptTokens.Add(finished.Request.PromptTokens);
        RequestGenerationTokens.Add(finished.OutputTokens);
        RequestPrefillKvComputedTokens.Add(finished.Request.PromptTokens - cachedTokens);
        RequestPreemptions.Add(finished.Preemptions);
        if (finished.Request.MaxTokens is { } most)
        {
            RequestParamsMaxTokens.Add(most);
        }
    }
}
