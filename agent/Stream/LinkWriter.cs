using Grpc.Core;
using Microsoft.Extensions.Logging;
using Wva.Agent.Scrape;
using Wva.Contracts;

namespace Wva.Agent.Stream;

/// <summary>
/// The writing half of a link's streams: always the newest sample, encoded when it is written against what this stream has written before.
/// While a write waits for the network, samples replace one another behind it. Reused from stream to stream.
/// </summary>
internal sealed class LinkWriter : IDisposable
{
    private readonly AggregatorEndpoint _aggregator;
    private readonly ILogger _logger;
    private readonly Hello _hello;
    private readonly LatestSample _latest;
    private readonly TimeProvider _time;
    private readonly AgentInstruments _instruments;
    private readonly Alarm _alarm;
    private readonly SampleEncoder _encoder = new();
    private readonly Sample _sample = new();
    private readonly Frame _frame = new();
    private ScrapeFacts _facts;
    private long _version;
    private int _describedGeneration;
    private WritePace _pace;
    private long _messages;
    private long? _unencodable;
    private long? _gpusUnencodable;
    private bool _saidGpusLeftOut;

    /// <summary>A writer that has written nothing.</summary>
    public LinkWriter(AggregatorEndpoint aggregator, LinkParts parts)
    {
        (_aggregator, _logger, _hello, _latest, _time, _instruments) = (aggregator, parts.Logger, parts.Hello, parts.Latest, parts.Time, parts.Instruments);
        _alarm = new Alarm(_time);
        Gap = new WriteGap(_time);
        _latest.Subscribe(_alarm);
    }

    /// <summary>Shortest mean time between two messages.</summary>
    public WriteGap Gap { get; }

    /// <summary>Opens a stream with all that there is to say, and goes on until it is over.</summary>
    /// <param name="stream">The request half of the call.</param>
    /// <param name="cancellation">The stream is over.</param>
    /// <exception cref="WireException">Something is too long for a message.</exception>
    /// <exception cref="RpcException">The stream is over; how, its reading half says.</exception>
    public async Task RunAsync(IClientStreamWriter<Frame> stream, CancellationToken cancellation)
    {
        var opened = _time.GetTimestamp();
        _encoder.Reset();
        (_pace, _messages, _describedGeneration, _unencodable, _gpusUnencodable) = (default, 0, 0, null, null);
        AgentMessages.WriteHello(_frame, _hello);
        await SendAsync(stream, AgentMessageKind.Hello, NextWrite.Nothing, opened, cancellation);
        while (true)
        {
            TakeLatest();
            var news = new StreamNews(
                _facts.EngineGeneration != _describedGeneration,
                _version > 0,
                _version > 0 && _encoder.HasChanged(_sample));
            var (next, wait) = WritePolicy.Next(_pace, news, _time.GetElapsedTime(opened));
            if (next == NextWrite.Nothing)
            {
                await _alarm.WaitAsync(wait, cancellation);
            }
            else
            {
                var kind = Encode(ref next);
                await SendAsync(stream, kind, next, opened, cancellation);
            }
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _latest.Unsubscribe(_alarm);
        _alarm.Dispose();
    }

    // A sample is also full where its ranks or GPUs are others than before, whatever was asked.
    private AgentMessageKind Encode(ref NextWrite next)
    {
        switch (next)
        {
            case NextWrite.Engine:
                AgentMessages.WriteEngine(_frame, _facts.Engine!);
                _describedGeneration = _facts.EngineGeneration;
                return AgentMessageKind.Engine;
            case NextWrite.Heartbeat:
                AgentMessages.WriteHeartbeat(_frame, new Heartbeat((long)_time.GetElapsedTime(0).TotalMilliseconds, PageAgeSeconds()));
                return AgentMessageKind.Heartbeat;
            default:
                _sample.ScrapeAgeSeconds = PageAgeSeconds();
                next = EncodeSample(full: next == NextWrite.FullSample) ? NextWrite.FullSample : NextWrite.Sample;
                return AgentMessageKind.Sample;
        }
    }

    // What could not be encoded is left out of the samples of the next 30 s before they are compared: the same cause is not a message a scrape.
    private void TakeLatest()
    {
        if (!_latest.TryTake(ref _version, _sample, ref _facts))
        {
            return;
        }

        if (IsRecent(_gpusUnencodable))
        {
            _sample.ClearGpus();
        }

        if (IsRecent(_unencodable))
        {
            Strip();
        }
    }

    private bool IsRecent(long? since) => since is { } at && _time.GetElapsedTime(at) < Wire.FullSamplePeriod;

    private bool EncodeSample(bool full)
    {
        if (TryEncode(ref full))
        {
            _saidGpusLeftOut &= _sample.Gpus.Count == 0;
            return full;
        }

        if (_sample.Gpus.Count == 0 || !TryEncodeWithoutGpus())
        {
            _unencodable = _time.GetTimestamp();
            Strip();
            _encoder.Write(_frame, _sample, full: true);
        }

        return true;
    }

    private bool TryEncode(ref bool full)
    {
        try
        {
            full = _encoder.Write(_frame, _sample, full);
            return true;
        }
        catch (WireException)
        {
            return false;
        }
    }

    // Rows decide, GPUs are evidence. Said in the log and not as the sample's error: an error would make the rows stale.
    private bool TryEncodeWithoutGpus()
    {
        _gpusUnencodable = _time.GetTimestamp();
        var count = _sample.Gpus.Count;
        _sample.ClearGpus();
        var full = true;
        if (!TryEncode(ref full))
        {
            return false;
        }

        if (!_saidGpusLeftOut)
        {
            _saidGpusLeftOut = true;
            AgentLog.GpusLeftOut(_logger, _aggregator, $"{_sample.Rows.Count} ranks with {count} GPUs take more than a message of {Wire.MaxMessageBytes} bytes, or a GPU holds what has no place in one");
        }

        return true;
    }

    // The fleet holds a replica without rows; a stream that ends and comes back for ever would be no news at all.
    private void Strip()
    {
        _sample.Error = $"{_sample.Rows.Count} ranks take more than a message of {Wire.MaxMessageBytes} bytes, or hold what has no place in one";
        _sample.ClearRows();
        _sample.ClearGpus();
    }

    private async Task SendAsync(IClientStreamWriter<Frame> stream, AgentMessageKind kind, NextWrite write, long opened, CancellationToken cancellation)
    {
        await stream.WriteAsync(_frame, cancellation);
        _instruments.Wrote(kind, _frame.Length);
        _messages++;
        _pace = _pace.After(write, _time.GetElapsedTime(opened), Gap.Current, _messages);
    }

    /// <summary>Age, now that it is written, of the last good page; whole milliseconds, which is what the wire is for.</summary>
    private double? PageAgeSeconds() =>
        _facts.LastPage is { } last ? Math.Round(_time.GetElapsedTime(last).TotalSeconds, 3) : null;
}
