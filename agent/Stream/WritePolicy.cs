using Wva.Contracts;

namespace Wva.Agent.Stream;

/// <summary>What a stream writes next, and when. Pure.</summary>
internal static class WritePolicy
{
    /// <summary>The next message, or how long to wait for one.</summary>
    /// <param name="pace">The stream's clock.</param>
    /// <param name="news">What there is to say.</param>
    /// <param name="now">Time since the stream was opened.</param>
    /// <returns>What to write now, with a wait of zero; or nothing, with the wait after which to ask again if nothing else happens.</returns>
    public static (NextWrite Write, TimeSpan Wait) Next(in WritePace pace, StreamNews news, TimeSpan now)
    {
        var fullDue = pace.LastFull is { } full ? full + Wire.FullSamplePeriod : now;
        var heartbeatDue = pace.LastWrite + Wire.HeartbeatPeriod;
        var next = Wanted(news, pace.LastFull is null, now >= fullDue, now >= heartbeatDue);
        if (next == NextWrite.Nothing)
        {
            return (NextWrite.Nothing, heartbeatDue - now);
        }

        return now >= pace.NotBefore ? (next, TimeSpan.Zero) : (NextWrite.Nothing, pace.NotBefore - now);
    }

    private static NextWrite Wanted(StreamNews news, bool isFirst, bool fullDue, bool heartbeatDue)
    {
        // The engine first: its bucket bounds are what the samples after it are read with.
        if (news.HasEngine)
        {
            return NextWrite.Engine;
        }

        // Where nothing changed there is nothing to restate: the next change goes out in full.
        if (news.HasSample && (isFirst || news.HasChanges))
        {
            return fullDue ? NextWrite.FullSample : NextWrite.Sample;
        }

        return heartbeatDue ? NextWrite.Heartbeat : NextWrite.Nothing;
    }
}
