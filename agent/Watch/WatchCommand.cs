using Wva.Agent.Options;
using Wva.Agent.Scrape;
using Wva.Contracts;
using Wva.Telemetry.Sampling;

namespace Wva.Agent.Watch;

/// <summary><c>--watch URL</c>: reads one engine as the running agent would, and shows it until told to stop. Needs no aggregator and no cluster.</summary>
/// <param name="options">Periods, deadline and limits.</param>
/// <param name="time">The clock.</param>
/// <param name="view">Where it is shown.</param>
/// <param name="copyGpus">Puts the pod's GPUs into the sample; null where none are read.</param>
internal sealed class WatchCommand(AgentOptions options, TimeProvider time, IWatchView view, Action<Sample>? copyGpus = null)
{
    private const int BrokenPipe = 32; // EPIPE

    private static readonly TimeSpan Tick = TimeSpan.FromSeconds(1);

    private readonly ReadTimes _readTimes = new();
    private readonly PageSampler _sampler = new();
    private readonly Sample _sample = new();
    private readonly Sample _shown = new();
    private readonly ChangeTracker _changes = new();
    private readonly History _kvCacheUsage = new();
    private readonly History _waiting = new();
    private long _pagesRead;
    private long _failures;
    private long? _lastPage;
    private WatchFrame? _frame;

    /// <summary>Reads and shows until told to stop, or until nobody reads what is shown.</summary>
    /// <returns>The exit code: 0.</returns>
    /// <exception cref="IOException">What is shown cannot be written, though somebody may want it: a full disk.</exception>
    public async Task<int> RunAsync(Uri url, CancellationToken stopping)
    {
        using var page = new EnginePage(options, time);
        try
        {
            while (true)
            {
                var started = time.GetTimestamp();
                var read = await ReadAsync(page, url, stopping);
                var choice = Take(url, read, time.GetElapsedTime(started));
                await view.ShowAsync(_frame!, stopping);
                var rest = choice.Period - time.GetElapsedTime(started);
                await Task.Delay(rest > TimeSpan.Zero ? rest : TimeSpan.Zero, time, stopping);
            }
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested)
        {
            // The end that was asked for.
        }
        catch (IOException exception) when (exception.HResult == BrokenPipe)
        {
            // Whoever read the output has seen enough.
        }
        finally
        {
            await view.EndAsync();
        }

        return 0;
    }

    private async Task<PageRead> ReadAsync(EnginePage page, Uri url, CancellationToken stopping)
    {
        var started = time.GetTimestamp();
        var reading = page.ReadAsync(url, _sampler, _sample, stopping);
        while (view.ShowsPending && _frame is not null)
        {
            try
            {
                return await reading.WaitAsync(Tick, time, stopping);
            }
            catch (TimeoutException)
            {
                // The frame holds a copy: the sample is being written.
                SetAge(_shown);
                await view.ShowAsync(_frame with { Now = time.GetUtcNow(), Pending = time.GetElapsedTime(started) }, stopping);
            }
        }

        return await reading;
    }

    private CadenceChoice Take(Uri url, PageRead read, TimeSpan spent)
    {
        var at = time.GetElapsedTime(0);
        if (read.Fault == ScrapeFault.None && _sampler.Engine is { } engine)
        {
            _pagesRead++;
            _lastPage = time.GetTimestamp();
            _readTimes.Add(read.ReadTime);
            _changes.Take(_sample, engine, read.Page.Restarted, at);
        }
        else
        {
            _failures++;
            _sample.Error = read.Error;
            _changes.Miss();
        }

        copyGpus?.Invoke(_sample);
        SetAge(_sample);
        _shown.CopyFrom(_sample);
        var known = read.Fault == ScrapeFault.None;
        _kvCacheUsage.Add(at, known ? EngineTotals.Largest(_sample, RowField.KvCacheUsage) : null);
        _waiting.Add(at, known ? EngineTotals.Sum(_sample, RowField.Waiting) : null);
        return Frame(url, read, spent);
    }

    private CadenceChoice Frame(Uri url, PageRead read, TimeSpan spent)
    {
        var load = read.Fault == ScrapeFault.None ? CadencePolicy.LoadOf(_sample, options.KvNearTrigger) : CadenceReason.Failed;
        var choice = CadencePolicy.Stretch(CadencePolicy.Choose(new Cadence(options.SamplePeriod, options.FastPeriod), load, _readTimes.Median), spent);
        _frame = new WatchFrame
        {
            Url = ShownUrl.Of(url),
            Now = time.GetUtcNow(),
            Engine = _sampler.Engine,
            Sample = _shown,
            Changes = _changes,
            Restarted = read.Fault == ScrapeFault.None && read.Page.Restarted,
            Cadence = choice,
            PagesRead = _pagesRead,
            Failures = _failures,
            KvCacheUsage = _kvCacheUsage,
            Waiting = _waiting,
        };
        return choice;
    }

    private void SetAge(Sample sample) => sample.ScrapeAgeSeconds = _lastPage is { } last ? time.GetElapsedTime(last).TotalSeconds : null;
}
