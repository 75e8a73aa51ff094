using Wva.Contracts;

namespace Wva.Aggregator.Ingest;

/// <summary>What came in since the start. Counted by plain interlocked numbers, read when the metrics page is: nothing is allocated a frame.</summary>
internal sealed class IngestCounters
{
    /// <summary>Kinds of frames told apart; anything else counts as the last.</summary>
    public static readonly IReadOnlyList<string> FrameKinds = ["hello", "engine", "sample", "heartbeat", "unknown"];

    /// <summary>Why streams were ended by us.</summary>
    public static readonly IReadOnlyList<string> RefusalReasons = ["protocol", "identity", "rate", "malformed", "late", "replaced"];

    private readonly long[] _frames = new long[FrameKinds.Count];
    private readonly long[] _refusals = new long[RefusalReasons.Count];
    private long _bytes;
    private long _openStreams;

    /// <summary>Bytes of all frames.</summary>
    public long Bytes => Interlocked.Read(ref _bytes);

    /// <summary>Streams open now.</summary>
    public long OpenStreams => Interlocked.Read(ref _openStreams);

    /// <summary>Frames of a kind, by its place in <see cref="FrameKinds"/>.</summary>
    public long Frames(int kind) => Interlocked.Read(ref _frames[kind]);

    /// <summary>Streams ended by us, by place in <see cref="RefusalReasons"/>.</summary>
    public long Refusals(int reason) => Interlocked.Read(ref _refusals[reason]);

    /// <summary>A frame has come.</summary>
    public void CountFrame(AgentMessageKind kind, int bytes)
    {
        Interlocked.Increment(ref _frames[Math.Clamp((int)kind, 0, FrameKinds.Count - 1)]);
        Interlocked.Add(ref _bytes, bytes);
    }

    /// <summary>A stream was ended by us.</summary>
    public void CountRefusal(StreamRefusal refusal) => Interlocked.Increment(ref _refusals[(int)refusal]);

    /// <summary>A stream has begun.</summary>
    public void StreamOpened() => Interlocked.Increment(ref _openStreams);

    /// <summary>A stream has ended.</summary>
    public void StreamClosed() => Interlocked.Decrement(ref _openStreams);
}
