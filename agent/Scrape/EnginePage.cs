using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Wva.Agent.Options;
using Wva.Agent.Trust;
using Wva.Contracts;
using Wva.Telemetry.Sampling;

namespace Wva.Agent.Scrape;

/// <summary>An engine's page, fetched and made a sample. One call at a time. What goes wrong is a value, never an exception, but for being told to stop.</summary>
internal sealed class EnginePage : IDisposable
{
    /// <summary>Longest line that is read, bytes. A longer one is skipped to its line feed and counts as a bad line.</summary>
    public const int BufferBytes = 64 * 1024;

    private readonly TimeProvider _time;
    private readonly PageFetcher _fetcher;

    /// <summary>A page that was not read yet.</summary>
    /// <param name="options">Deadline, limit, and whom to trust.</param>
    /// <param name="time">The clock of the deadline.</param>
    /// <param name="logger">Told what becomes of the file of authorities; null tells nobody.</param>
    public EnginePage(AgentOptions options, TimeProvider time, ILogger? logger = null)
    {
        _time = time;
        _fetcher = new PageFetcher(options, TrustOptions.OfEngine(options), options.ScrapeTimeout, time, BufferBytes, logger ?? NullLogger.Instance);
    }

    /// <summary>Reads the page into the sample; where that fails, the sample is stale and names the cause.</summary>
    /// <param name="url">Where the page is.</param>
    /// <param name="sampler">Reads it.</param>
    /// <param name="sample">Written to, whatever comes.</param>
    /// <param name="stopping">The process ends.</param>
    /// <exception cref="OperationCanceledException">The process ends.</exception>
    public async Task<PageRead> ReadAsync(Uri url, PageSampler sampler, Sample sample, CancellationToken stopping)
    {
        var fetched = await _fetcher.FetchAsync(url, sampler, stopping);
        if (fetched.Fault != ScrapeFault.None)
        {
            sampler.Fail(sample, fetched.Error!);
            (sample.ReadSeconds, sample.Bytes) = (fetched.ReadTime.TotalSeconds, fetched.Bytes);
            return new PageRead(fetched.Fault, fetched.Error, default, fetched.ReadTime);
        }

        // By the clock that nobody sets: a jump of the wall clock is no time in which an engine stood still.
        var page = sampler.End(sample, DateTimeOffset.UnixEpoch + _time.GetElapsedTime(0), fetched.ReadTime, fetched.Bytes);
        return page.Verdict == PageVerdict.Read
            ? new PageRead(ScrapeFault.None, null, page, fetched.ReadTime)
            : new PageRead(ScrapeFault.NotAnEngine, page.Problem, page, fetched.ReadTime);
    }

    /// <inheritdoc/>
    public void Dispose() => _fetcher.Dispose();
}
