namespace Wva.Contracts;

/// <summary>
/// The fields of a sample row, one row a data-parallel rank. The number is the field's bit in the presence mask of the wire and never changes:
/// gauges first, then counters (cumulative, since the engine's start), then histograms.
/// </summary>
public enum RowField : byte
{
    /// <summary>Requests in the last scheduled batch.</summary>
    Running = 0,

    /// <summary>Requests waiting in the engine's queue.</summary>
    Waiting = 1,

    /// <summary>Waiting requests that wait for capacity.</summary>
    WaitingCapacity = 2,

    /// <summary>Waiting requests that the scheduler put off (remote KV, for example).</summary>
    WaitingDeferred = 3,

    /// <summary>Requests swapped out to CPU memory (V0 engines).</summary>
    Swapped = 4,

    /// <summary>Used share of the KV cache, 0 to 1.</summary>
    KvCacheUsage = 5,

    /// <summary>Sleep level: 0 awake, 1 weights offloaded, 2 all discarded.</summary>
    Asleep = 6,

    /// <summary>1 where the engine is up and was never asked, so that it shows no gauges yet.</summary>
    Idle = 7,

    /// <summary>Requests finished, all reasons.</summary>
    Finished = 8,

    /// <summary>Requests that finished because they were aborted.</summary>
    Aborted = 9,

    /// <summary>Requests that finished with an error.</summary>
    Failed = 10,

    /// <summary>Requests refused at admission.</summary>
    Rejected = 11,

    /// <summary>Running requests put back into the queue for lack of KV cache.</summary>
    Preemptions = 12,

    /// <summary>Prompt tokens, counted when a prefill completes.</summary>
    PromptTokens = 13,

    /// <summary>Prompt tokens that came from a cache.</summary>
    PromptTokensCached = 14,

    /// <summary>Output tokens, counted each step.</summary>
    GenerationTokens = 15,

    /// <summary>Tokens looked up in the prefix cache.</summary>
    PrefixCacheQueries = 16,

    /// <summary>Tokens found in the prefix cache.</summary>
    PrefixCacheHits = 17,

    /// <summary>Tokens looked up through the KV connector.</summary>
    ExternalPrefixCacheQueries = 18,

    /// <summary>Tokens found through the KV connector.</summary>
    ExternalPrefixCacheHits = 19,

    /// <summary>Engine steps.</summary>
    Iterations = 20,

    /// <summary>Tokens of all engine steps.</summary>
    IterationTokens = 21,

    /// <summary>Time to first token, seconds; with buckets.</summary>
    TtftSeconds = 22,

    /// <summary>Inter-token latency, seconds; with buckets.</summary>
    ItlSeconds = 23,

    /// <summary>Time from queued to first scheduled, seconds, recorded at finish; sum and count.</summary>
    QueueSeconds = 24,

    /// <summary>Prompt tokens a request, recorded at finish; sum and count.</summary>
    RequestPromptTokens = 25,

    /// <summary>Output tokens a request, recorded at finish; sum and count.</summary>
    RequestOutputTokens = 26,
}
