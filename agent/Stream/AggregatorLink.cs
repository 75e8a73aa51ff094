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
    /// <summary>After a write has failed, the status of the call is waited for so long.</summary>
    private static readonly TimeSpan LastWords = TimeSpan.FromSeconds(5);

    private readonly AggregatorEndpoint _aggregator;
    private readonly AgentOptions _options;
    private readonly TimeProvider _time;
    private readonly Random _random;
    private readonly AgentInstruments _instruments;
    private readonly ILogger _logger;
    private readonly LinkWriter _writer;
    private readonly LinkReader _reader;
    private StreamEndKind? _lastEnd;
    private string? _lastState;

    /// <summary>A link without a stream.</summary>
    public AggregatorLink(AggregatorEndpoint aggregator, LinkParts parts, Random random)
    {
        (_aggregator, _random) = (aggregator, random);
        (_options, _time, _instruments, _logger) = (parts.Options, parts.Time, parts.Instruments, parts.Logger);
        _writer = new LinkWriter(aggregator, parts);
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

            _instruments.Reconnecting(end.Kind);
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _writer.Dispose();

    private async Task<StreamEnd> StreamAsync(CancellationToken stopping)
    {
        _reader.Forget();
        try
        {
            var token = StreamToken.Read(_options.TokenFile);
            using var channel = AggregatorChannel.Open(_aggregator, _options.AggregatorCaFile);
            var end = await CallAsync(channel.CreateCallInvoker(), token?.Headers, stopping);
            return token is null ? end : end with { Cause = token.Hide(end.Cause) };
        }
        catch (Exception exception) when (exception is IOException or InvalidDataException or UnauthorizedAccessException or CryptographicException)
        {
            return StreamFault.Unopened(exception);
        }
    }

    /// <summary>Makes one call, and writes and reads until it is over.</summary>
    /// <param name="invoker">Makes the call.</param>
    /// <param name="headers">Its metadata; null for none.</param>
    /// <param name="stopping">The process ends.</param>
    internal async Task<StreamEnd> CallAsync(CallInvoker invoker, Metadata? headers, CancellationToken stopping)
    {
        using var over = CancellationTokenSource.CreateLinkedTokenSource(stopping);
        using var call = invoker.AsyncDuplexStreamingCall(SamplesMethod.Report, null, new CallOptions(headers, cancellationToken: over.Token));
        var reading = _reader.RunAsync(call.ResponseStream, quiet: _lastEnd == StreamEndKind.Ended, over.Token);
        var writing = WriteAsync(call.RequestStream, over.Token);
        var first = await Task.WhenAny((Task)reading, writing);
        if (first == writing && writing.IsCompletedSuccessfully && await writing is { } unwritable)
        {
            await over.CancelAsync();
            await reading;
            return unwritable;
        }

        // A write that failed tells nothing; the reading half has the status, or gets none any more.
        if (first == writing)
        {
            await Task.WhenAny((Task)reading, Task.Delay(LastWords, _time, stopping));
        }

        var isOver = reading.IsCompleted;
        if (!isOver)
        {
            await over.CancelAsync();
        }

        var end = await reading;
        await over.CancelAsync();
        try
        {
            await writing;
        }
        catch (InvalidOperationException) when (isOver || stopping.IsCancellationRequested)
        {
            // A call that is over takes no message, and may know it a moment before its reading half does. Anything else is a defect.
        }

        return end;
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
        catch (Exception exception) when (exception is RpcException or OperationCanceledException)
        {
            return null;
        }
    }

    private static string Words(TimeSpan time) => string.Create(CultureInfo.InvariantCulture, $"{time.TotalSeconds:0.0} s");

    // What is wrong with a certificate or a file is a state each; of a refusal only its reason is, for an aggregator's own words may hold numbers.
    private static string? StateOf(StreamEnd end) => end.Kind switch
    {
        StreamEndKind.Untrusted or StreamEndKind.Unopened => end.Cause,
        StreamEndKind.Refused when end.Cause.IndexOf(':', StringComparison.Ordinal) is > 0 and var colon => end.Cause[..colon],
        StreamEndKind.Refused => end.Cause,
        _ => null,
    };

    /// <summary>One line where this end is another one than the last; tries that fail alike are one state.</summary>
    private void Say(StreamEnd end, TimeSpan delay)
    {
        var state = StateOf(end);
        var changed = end.Kind != _lastEnd || _reader.WasAccepted || !string.Equals(state, _lastState, StringComparison.Ordinal);
        (_lastEnd, _lastState) = (end.Kind, state);
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
