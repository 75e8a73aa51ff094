using Microsoft.Extensions.Logging;
using Wva.Agent.Options;
using Wva.Contracts;
using Wva.Telemetry.Sampling;

namespace Wva.Agent.Scrape;

/// <summary>Owns the timer: reads the engine, publishes what came, rests, again. Starts before its engine and waits for it. One scrape in flight.</summary>
internal sealed class ScrapeLoop : IDisposable
{
    // The system's timers are up to 2 ms early: what is left then is not worth waking up once more for. Of the shortest periods it is a fiftieth.
    private static readonly TimeSpan NearEnough = TimeSpan.FromMilliseconds(5);

    private readonly AgentOptions _options;
    private readonly TimeProvider _time;
    private readonly CadenceRequests _requests;
    private readonly IGpuSource _gpus;
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
    public ScrapeLoop(AgentOptions options, TimeProvider time, CadenceRequests requests, IGpuSource gpus, ISampleSink sink, AgentInstruments instruments, ILogger<ScrapeLoop> logger)
    {
        (_options, _time, _requests, _gpus, _sink, _instruments) = (options, time, requests, gpus, sink, instruments);
        _page = new EnginePage(options, time, logger);
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
            await RestAsync(read.Fault == ScrapeFault.None ? CadencePolicy.LoadOf(_sample, _options.KvNearTrigger) : CadenceReason.Failed, _time.GetElapsedTime(started), stopping);
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _page.Dispose();

    private async Task<PageRead> ReadAsync(CancellationToken stopping)
    {
        var silence = _facts.LastPage is { } last ? _time.GetElapsedTime(last) : (TimeSpan?)null;
        var candidates = _finder.ToTry(silence);
        var (answered, silent) = (new List<string>(), new List<string>());
        var (failed, where) = (default(PageRead), candidates[0]);
        foreach (var url in candidates)
        {
            var read = await _page.ReadAsync(url, _sampler, _sample, stopping);
            if (read.Fault == ScrapeFault.None)
            {
                _finder.Found(url);
                _watch.Saw(url, read, _sample.Stalled, _sampler.Engine);
                return read;
            }

            // Who answers tells more than a silent port, and the sample cuts what is too long.
            (read.Fault == ScrapeFault.Unreachable ? silent : answered).Add($"{ShownUrl.Of(url)}: {read.Error}");
            (failed, where) = failed.Fault is ScrapeFault.None or ScrapeFault.Unreachable ? (read, url) : (failed, where);
        }

        _sample.Error = $"{ShownUrl.Of(where)}: {failed.Error}";
        failed = failed with { Error = _sample.Error }; // as the sample has cut it, and of one address alone: another one's trouble is no change of this one's
        _sample.Error = string.Join("; ", [.. answered, .. silent]);
        _watch.Saw(where, failed, _sample.Stalled, _sampler.Engine);
        return failed;
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
            _instruments.PageRead(read.ReadTime, _sample.Bytes, _sampler.Engine?.Absent ?? []);
        }
        else
        {
            _instruments.ScrapeFailed(read.Fault);
        }

        _gpus.CopyTo(_sample);
        _sink.Publish(_sample, _facts);
    }

    /// <summary>Rests; a request for another cadence counts at once.</summary>
    private async Task RestAsync(CadenceReason load, TimeSpan spent, CancellationToken stopping)
    {
        var ended = _time.GetTimestamp();
        while (true)
        {
            var choice = CadencePolicy.Stretch(CadencePolicy.Choose(_requests.InForce, load, _readTimes.Median), spent);
            _instruments.PeriodIs(choice, _requests.Count);
            var rest = choice.Period - spent - _time.GetElapsedTime(ended);
            if (rest <= NearEnough && rest <= choice.Period / 50)
            {
                return;
            }

            await _requests.Changed.WaitAsync(rest, stopping);
        }
    }
}
