using Grpc.Core;
using Wva.Contracts;
using Wva.Fleet;

namespace Wva.Aggregator.Ingest;

/// <summary>
/// One stream after its Hello: takes frame by frame, decodes each into the stream's own sample, and hands it to the ledger.
/// In a steady state a frame allocates nothing. One frame at a time.
/// </summary>
internal sealed class AgentSession(ReplicaStream stream, FleetGate fleet, IngestCounters counters, TimeProvider time)
{
    /// <summary>Messages that may come at once after a silence: all that a network can hold up before keep-alive ends the connection (30 + 20 s).</summary>
    public const int Burst = 50 * Wire.MaxMessagesPerSecond;

    private static readonly StreamEnd TooFast = new(
        StreamRefusal.Rate,
        StatusCode.ResourceExhausted,
        $"more than {Wire.MaxMessagesPerSecond} messages a second and {Burst} at once");

    private readonly TokenBucket _bucket = new(Wire.MaxMessagesPerSecond, Burst, time);
    private readonly Sample _sample = new();

    /// <summary>Takes a frame; not null where the stream is to be ended.</summary>
    public StreamEnd? Receive(ReadOnlyMemory<byte> frame)
    {
        if (!_bucket.TryTake())
        {
            return TooFast;
        }

        try
        {
            var kind = AgentMessages.ReadKind(frame);
            var end = Take(kind, frame);
            counters.CountFrame(kind, frame.Length);
            return end;
        }
        catch (WireException error)
        {
            return Malformed(error.Message);
        }
    }

    /// <summary>The stream has ended.</summary>
    public void Close() => fleet.Close(stream);

    /// <summary>How a stream ends whose message cannot be read.</summary>
    public static StreamEnd Malformed(string detail) => new(StreamRefusal.Malformed, StatusCode.InvalidArgument, detail);

    private StreamEnd? Take(AgentMessageKind kind, ReadOnlyMemory<byte> frame)
    {
        switch (kind)
        {
            case AgentMessageKind.Sample:
                // Decoded outside the ledger's lock, applied under it.
                SampleDecoder.Apply(frame, _sample);
                fleet.Apply(stream, _sample);
                return null;
            case AgentMessageKind.Heartbeat:
                fleet.Heartbeat(stream, AgentMessages.ReadHeartbeat(frame).ScrapeAgeSeconds);
                return null;
            case AgentMessageKind.Engine:
                fleet.Learn(stream, AgentMessages.ReadEngine(frame));
                return null;
            case AgentMessageKind.Hello:
                return Malformed("a second Hello; it opens a stream and comes once");
            default:
                // A later agent's message: skipped, as the wire asks.
                return null;
        }
    }
}
