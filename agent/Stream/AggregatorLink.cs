using System.Globalization;
using System.Security.Cryptography;
using Grpc.Core;
using Microsoft.Extensions.Logging;
using Wva.Agent.Options;
using Wva.Contracts;

namespace Wva.Agent.Stream;

/// <summary>Holds a stream to one aggregator replica: opens it, opens it again, for as long as the replica is wanted.</summary>
internal sealed class AggregatorLink : IDisposable
{
    private readonly AggregatorEndpoint _aggregator;
    private readonly AgentOptions _options;
    private readonly TimeProvider _time;
    private readonly Random _random;
    private readonly AgentInstruments _instruments;
    private readonly ILogger _logger;
    private readonly LinkWriter _writer;
    private readonly LinkReader _reader;
    private StreamEndKind? _lastEnd;

    /// <summary>A link without a stream.</summary>
    public AggregatorLink(AggregatorEndpoint aggregator, LinkParts parts, Random random)
    {
        (_aggregator, _random) = (aggregator, random);
        (_options, _time, _instruments, _logger) = (parts.Options, parts.Time, parts.Instruments, parts.Logger);
        _writer = new LinkWriter(parts.Hello, parts.Latest, parts.Time, parts.Instruments);
        _reader = new LinkReader(aggregator, parts.Requests, parts.Instruments, parts.Logger);
    }

    /// <summary>Runs until the replica is not wanted any more, or told to stop.</summary>
    /// <param name="broken">Called when a stream has ended: its address may have.</param>
    /// <param name="leave">True where the replica is not wanted any more; asked whenever there is no stream.</param>
    /// <param name="stopping">The process ends.</param>
    public async Task RunAsync(Action broken, Func<bool> leave, CancellationToken stopping)
    {
        var failures = 0;
        while (true)
        {
            var opened = _time.GetTimestamp();
            var end = await StreamAsync(stopping);
            if (stopping.IsCancellationRequested)
            {
                return;
            }

            var steady = _reader.WasAccepted && _time.GetElapsedTime(opened) >= ReconnectPolicy.SteadyAfter;
            failures = steady ? 0 : failures + 1;
            broken();
            if (end.Kind == StreamEndKind.Exhausted)
            {
                _writer.Gap.Complained();
            }

            var delay = ReconnectPolicy.Delay(end, failures, _random);
            Say(end, delay);
            await Task.Delay(delay, _time, stopping);
            if (leave())
            {
                return;
            }

            _instruments.Reconnecting();
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _writer.Dispose();

    private async Task<StreamEnd> StreamAsync(CancellationToken stopping)
    {
        try
        {
            using var channel = AggregatorChannel.Open(_aggregator, _options.AggregatorCaFile);
            using var over = CancellationTokenSource.CreateLinkedTokenSource(stopping);
            using var call = channel.CreateCallInvoker().AsyncDuplexStreamingCall(SamplesMethod.Report, null, new CallOptions(cancellationToken: over.Token));
            var reading = _reader.RunAsync(call.ResponseStream, quiet: _lastEnd == StreamEndKind.Ended, over.Token);
            var writing = WriteAsync(call.RequestStream, over.Token);
            var first = await Task.WhenAny((Task)reading, writing);
            if (first == writing && await writing is { } unwritable)
            {
                await over.CancelAsync();
                await reading;
                return unwritable;
            }

            // A write that failed tells nothing; the reading half has the status.
            var end = await reading;
            await over.CancelAsync();
            await writing;
            return end;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or CryptographicException)
        {
            return StreamFault.Of(exception);
        }
    }

    /// <summary>Writes until the stream is over.</summary>
    /// <returns>Why there is nothing that could be written; null where the stream is over.</returns>
    private async Task<StreamEnd?> WriteAsync(IClientStreamWriter<Frame> stream, CancellationToken cancellation)
    {
        try
        {
            await _writer.RunAsync(stream, cancellation);
            return null;
        }
        catch (WireException exception)
        {
            return StreamFault.Of(exception);
        }
        catch (Exception exception) when (exception is RpcException or InvalidOperationException or OperationCanceledException)
        {
            return null;
        }
    }

    private static string Words(TimeSpan time) => string.Create(CultureInfo.InvariantCulture, $"{time.TotalSeconds:0.0} s");

    /// <summary>One line where this end is another one than the last; tries that fail alike are one state.</summary>
    private void Say(StreamEnd end, TimeSpan delay)
    {
        var changed = end.Kind != _lastEnd || _reader.WasAccepted;
        _lastEnd = end.Kind;
        switch (end.Kind)
        {
            case var _ when !changed:
            case StreamEndKind.Ended:
                break;
            case StreamEndKind.Refused:
                AgentLog.StreamRefused(_logger, _aggregator, $"{end.Cause}; next try in {Words(delay)}");
                break;
            case StreamEndKind.Mismatch:
                AgentLog.ProtocolMismatch(_logger, _aggregator, end.Cause);
                break;
            case StreamEndKind.Exhausted:
                AgentLog.StreamExhausted(_logger, _aggregator, $"{end.Cause}; one message in {Words(_writer.Gap.Current)} at most from now on");
                break;
            default:
                AgentLog.StreamDown(_logger, _aggregator, end.Cause);
                break;
        }
    }
}
