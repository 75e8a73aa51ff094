namespace Wva.Simulation.Engines;

/// <summary>A request within an engine. While it decodes, its tokens follow from the number of iterations alone, so that an iteration need not touch it.</summary>
internal sealed class Sequence(in EngineRequest request, double arrivedAt, int outputTokens, FinishReason reason)
{
    private const long NotDecoding = -1;

    private readonly EngineRequest _request = request;
    private long _decodesSince = NotDecoding;

    public ref readonly EngineRequest Request => ref _request;

    public double ArrivedAt { get; } = arrivedAt;

    /// <summary>Tokens that it will have been given when it ends.</summary>
    public int OutputTokens { get; } = outputTokens;

    public FinishReason Reason { get; } = reason;

    /// <summary>When its first iteration began; NaN before.</summary>
    public double ScheduledAt { get; set; } = double.NaN;

    /// <summary>When it was given its first token; NaN before.</summary>
    public double FirstTokenAt { get; set; } = double.NaN;

    /// <summary>When it was given the token before it was preempted.</summary>
    public double LastTokenAt { get; set; }

    /// <summary>Tokens given when it last began or ceased to decode.</summary>
    public int Produced { get; set; }

    /// <summary>Its tokens in the KV cache when it last began or ceased to decode.</summary>
    public int Computed { get; set; }

    /// <summary>Prompt tokens that the iteration in flight computes.</summary>
    public int Chunk { get; set; }

    /// <summary>Tokens of the prompt that the prefix cache had when it was first scheduled.</summary>
    public int CachedTokens { get; set; }

    /// <summary>Blocks that it holds together with others.</summary>
    public int SharedBlocks { get; set; }

    public int Preemptions { get; set; }

    /// <summary>It is in the queue, for the first time or again.</summary>
    public bool IsWaiting { get; set; }

    public bool IsAborted { get; set; }

    /// <summary>What became of the blocks that it lost when it was preempted.</summary>
    public LostBlocks Lost { get; set; }

    public bool IsDecoding => _decodesSince != NotDecoding;

    /// <summary>Tokens to compute before it can be given the next one: the prompt, and after a preemption what it had been given.</summary>
    public int TokensToCompute => _request.PromptTokens + Produced;

    /// <summary>The iteration at whose end it has all its tokens, while it decodes.</summary>
    public long FinishTick => _decodesSince + OutputTokens - Produced - 1;

    /// <summary>Iterations of a number equal to this one, modulo the block size, take a new block for it.</summary>
    public int BlockPhase(int blockTokens) => (int)((((_decodesSince - Computed) % blockTokens) + blockTokens) % blockTokens);

    public int ComputedAt(long tick) => IsDecoding ? Computed + (int)(tick - _decodesSince) : Computed;

    public void BeginDecoding(long tick) => _decodesSince = tick;

    /// <summary>From here on its tokens stand.</summary>
    public void CeaseDecoding(long tick)
    {
        if (IsDecoding)
        {
            var iterations = (int)(tick - _decodesSince);
            Computed += iterations;
            Produced += iterations;
            _decodesSince = NotDecoding;
        }
    }

    /// <summary>What became of it, all its tokens given.</summary>
    public FinishedRequest Finish(double at) => new(_request, ArrivedAt, ScheduledAt, FirstTokenAt, at, OutputTokens, Preemptions, Reason);
}
