using Microsoft.Extensions.Logging;
using Wva.Agent.Options;
using Wva.Contracts;
using Wva.Telemetry.Sampling;

namespace Wva.Agent.Scrape;

/// <summary>Owns the timer: reads the engine, publishes what came, rests, again. Starts before its engine and waits for it. One scrape in flight.</summary>
internal sealed class ScrapeLoop : IDisposable
{
    private readonly AgentOptions _options;
    private readonly TimeProvider _time;
    private readonly CadenceRequests _requests;
    private readonly ISampleSink _sink;
    private readonly AgentInstruments _instruments;
    private readonly EnginePage _page;
    private readonly EngineFinder _finder;
    private readonly EngineWatch _watch;
    private readonly ReadTimes _readTimes = new();
    private readonly PageSampler _sampler = new();
    private readonly Sample _sample = new();
    private ScrapeFacts _facts;

    /// <summary>A loop that is not running.</summary>
    public ScrapeLoop(AgentOptions options, TimeProvider time, CadenceRequests requests, ISampleSink sink, AgentInstruments instruments, ILogger<ScrapeLoop> logger)
    {
        (_options, _time, _requests, _sink, _instruments) = (options, time, requests, sink, instruments);
        _page = new EnginePage(options, time);
        _finder = new EngineFinder(options.EngineUrls);
        _watch = new EngineWatch(logger);
    }

    /// <summary>Runs until told to stop.</summary>
    public async Task RunAsync(CancellationToken stopping)
    {
        while (!stopping.IsCancellationRequested)
        {
            var started = _time.GetTimestamp();
            var read = await ReadAsync(stopping);
            Publish(read);
            await RestAsync(read.Fault != ScrapeFault.None, _time.GetElapsedTime(started), stopping);
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _page.Dispose();

    private async Task<PageRead> ReadAsync(CancellationToken stopping)
    {
        var silence = _facts.LastPage is { } last ? _time.GetElapsedTime(last) : (TimeSpan?)null;
        var candidates = _finder.ToTry(silence);
        var errors = new List<string>();
        PageRead read = default;
        foreach (var url in candidates)
        {
            read = await _page.ReadAsync(url, _sampler, _sample, stopping);
            if (read.Fault == ScrapeFault.None)
            {
                _finder.Found(url);
                _watch.Saw(url, read, _sample.Stalled, _sampler.Engine);
                return read;
            }

            errors.Add($"{url}: {read.Error}");
        }

        _sample.Error = string.Join("; ", errors);
        read = read with { Error = _sample.Error }; // as the sample has cut it: the log shall not hold more
        _watch.Saw(candidates[^1], read, _sample.Stalled, _sampler.Engine);
        return read;
    }

    private void Publish(PageRead read)
    {
        var now = _time.GetTimestamp();
        _sample.MonotonicMilliseconds = (long)_time.GetElapsedTime(0, now).TotalMilliseconds;
        if (read.Fault == ScrapeFault.None)
        {
            _readTimes.Add(read.ReadTime);
            var described = read.Page.EngineChanged || read.Page.Restarted || _facts.Engine is null;
            _facts = new ScrapeFacts(_sampler.Engine, _facts.EngineGeneration + (described ? 1 : 0), now);
            _instruments.PageRead(read.ReadTime, _sample.Bytes, _sampler.Engine?.Absent.Length ?? 0);
        }
        else
        {
            _instruments.ScrapeFailed(read.Fault);
        }

        _sink.Publish(_sample, _facts);
    }

    /// <summary>Rests; a request for another cadence counts at once.</summary>
    private async Task RestAsync(bool failed, TimeSpan spent, CancellationToken stopping)
    {
        var ended = _time.GetTimestamp();
        while (true)
        {
            var period = CadencePolicy.Period(_requests.InForce, !failed && IsBusy(), _readTimes.Median);
            _instruments.PeriodIs(period);
            var rest = CadencePolicy.Rest(period, spent, failed) - _time.GetElapsedTime(ended);
            if (rest <= TimeSpan.Zero)
            {
                return;
            }

            await _requests.Changed.WaitAsync(rest, stopping);
        }
    }

    private bool IsBusy()
    {
        foreach (var row in _sample.Rows)
        {
            if (row.Known(RowField.Waiting) > 0 || row.Known(RowField.KvCacheUsage) >= _options.KvNearTrigger)
            {
                return true;
            }
        }

        return false;
    }
}
