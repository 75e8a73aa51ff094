using Wva.Contracts;

namespace Wva.Agent.Stream;

/// <summary>When a stream has written, as time since it was opened. Holds it to so many messages a second.</summary>
/// <param name="LastWrite">Last message.</param>
/// <param name="LastFull">Last full sample; null before the first.</param>
/// <param name="NotBefore">Earliest time of the next message.</param>
internal readonly record struct WritePace(TimeSpan LastWrite, TimeSpan? LastFull, TimeSpan NotBefore)
{
    /// <summary>Messages that open a stream (hello, engine, first sample) go out at once; the gaps they owe are waited for after them.</summary>
    private const int OpeningMessages = 3;

    /// <summary>Shortest mean time between two messages.</summary>
    public static readonly TimeSpan MinGap = TimeSpan.FromSeconds(1) / Wire.MaxMessagesPerSecond;

    /// <summary>After a message.</summary>
    /// <param name="kind">What was written.</param>
    /// <param name="now">Time since the stream was opened.</param>
    /// <param name="gap">Time to the next message.</param>
    /// <param name="messages">Messages written on the stream, this one included.</param>
    public WritePace After(NextWrite kind, TimeSpan now, TimeSpan gap, long messages)
    {
        var notBefore = messages < OpeningMessages ? now : now + (gap * (messages == OpeningMessages ? OpeningMessages : 1));
        return new WritePace(now, kind == NextWrite.FullSample ? now : LastFull, notBefore);
    }
}
