using System.Globalization;
using Grpc.Core;
using Microsoft.Extensions.Logging;
using Wva.Agent.Scrape;
using Wva.Contracts;

namespace Wva.Agent.Stream;

/// <summary>The reading half of a link's streams: obeys the aggregator, and tells how the stream ended.</summary>
internal sealed class LinkReader(AggregatorEndpoint aggregator, CadenceRequests requests, AgentInstruments instruments, ILogger logger)
{
    /// <summary>True once the aggregator has accepted the stream that is being read, or the last one.</summary>
    public bool WasAccepted { get; private set; }

    /// <summary>Forgets the last stream, before another one is tried.</summary>
    public void Forget() => WasAccepted = false;

    /// <summary>Reads until the stream ends, or is refused: whether an aggregator that refuses also ends the stream is not waited for.</summary>
    /// <param name="stream">The response half of the call.</param>
    /// <param name="quiet">The last stream ended well, so that another one is no change of state to speak of.</param>
    /// <param name="cancellation">The process ends.</param>
    public async Task<StreamEnd> RunAsync(IAsyncStreamReader<Frame> stream, bool quiet, CancellationToken cancellation)
    {
        try
        {
            while (await stream.MoveNext(cancellation))
            {
                if (Obey(stream.Current, quiet) is { } refusal)
                {
                    return refusal;
                }
            }

            return new StreamEnd(StreamEndKind.Ended, "ended by the aggregator");
        }
        catch (RpcException exception)
        {
            return StreamFault.Of(exception);
        }
        catch (WireException exception)
        {
            return new StreamEnd(StreamEndKind.Mismatch, $"what it says is no message: {exception.Message}");
        }
        finally
        {
            requests.Remove(this);
            instruments.StreamsChanged(WasAccepted ? -1 : 0);
        }
    }

    private static string Words(TimeSpan period) => string.Create(CultureInfo.InvariantCulture, $"{period.TotalMilliseconds} ms");

    private StreamEnd? Obey(Frame frame, bool quiet)
    {
        try
        {
            switch (AggregatorMessages.ReadKind(frame.Memory))
            {
                case AggregatorMessageKind.Accepted:
                    Accepted(quiet);
                    return null;
                case AggregatorMessageKind.Retune:
                    Retuned(AggregatorMessages.ReadRetune(frame.Memory));
                    return null;
                case AggregatorMessageKind.Refused:
                    return StreamFault.Of(AggregatorMessages.ReadRefused(frame.Memory));
                default:
                    return null; // of a later protocol: to be skipped
            }
        }
        finally
        {
            FramePool.Return(frame);
        }
    }

    private void Accepted(bool quiet)
    {
        if (WasAccepted)
        {
            return;
        }

        WasAccepted = true;
        instruments.StreamsChanged(1);
        requests.Open(this);
        if (!quiet)
        {
            AgentLog.StreamUp(logger, aggregator);
        }
    }

    private void Retuned(Retune retune)
    {
        if (!requests.Set(this, retune.SamplePeriod, retune.FastPeriod))
        {
            return;
        }

        AgentLog.Retuned(logger, aggregator, $"every {Words(retune.SamplePeriod)}, under load {(retune.FastPeriod is { } fast ? Words(fast) : "as set here")}");
    }
}
