using Wva.Agent.Options;
using Wva.Contracts;
using Wva.Telemetry.Sampling;

namespace Wva.Agent.Scrape;

/// <summary>
/// Fetches an engine's page and feeds it to the sampler as it comes, through one buffer: the page is never held whole.
/// One call at a time. What goes wrong is a value, never an exception, but for being told to stop.
/// </summary>
internal sealed class EnginePage : IDisposable
{
    /// <summary>Longest line that is read, bytes. A longer one is skipped to its line feed and counts as a bad line.</summary>
    public const int BufferBytes = 64 * 1024;

    private readonly AgentOptions _options;
    private readonly TimeProvider _time;
    private readonly PageRequest _request = new();
    private readonly byte[] _buffer = new byte[BufferBytes];
    private long _bytes;
    private int _held;
    private bool _skipping;

    /// <summary>A fetcher that keeps the options' deadline and limit.</summary>
    public EnginePage(AgentOptions options, TimeProvider time)
    {
        _options = options;
        _time = time;
    }

    /// <summary>Reads the page into the sample; where that fails, the sample is stale and names the cause.</summary>
    /// <param name="url">Where the page is.</param>
    /// <param name="sampler">Reads it.</param>
    /// <param name="sample">Written to, whatever comes.</param>
    /// <param name="stopping">The process ends.</param>
    /// <exception cref="OperationCanceledException">The process ends.</exception>
    public async Task<PageRead> ReadAsync(Uri url, PageSampler sampler, Sample sample, CancellationToken stopping)
    {
        var started = _time.GetTimestamp();
        using var deadline = new CancellationTokenSource(_options.ScrapeTimeout, _time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(stopping, deadline.Token);
        var (fault, error) = (ScrapeFault.None, (string?)null);
        _bytes = 0;
        try
        {
            var answer = await _request.AskAsync(url, either.Token);
            using var response = answer.Response;
            (fault, error) = (answer.Fault, answer.Error);
            if (response is not null)
            {
                (fault, error) = await FeedAsync(response, sampler, either.Token);
            }
        }
        catch (Exception exception) when (exception is OperationCanceledException or HttpRequestException or IOException)
        {
            stopping.ThrowIfCancellationRequested();
            (fault, error) = PageError.Of(exception, _options.ScrapeTimeout);
        }

        return Finish(sampler, sample, fault, error, _time.GetElapsedTime(started));
    }

    /// <inheritdoc/>
    public void Dispose() => _request.Dispose();

    private PageRead Finish(PageSampler sampler, Sample sample, ScrapeFault fault, string? error, TimeSpan readTime)
    {
        if (fault == ScrapeFault.None)
        {
            // By the clock that nobody sets: a jump of the wall clock is no time in which an engine stood still.
            var page = sampler.End(sample, DateTimeOffset.UnixEpoch + _time.GetElapsedTime(0), readTime, _bytes);
            return page.Verdict == PageVerdict.Read
                ? new PageRead(ScrapeFault.None, null, page, readTime)
                : new PageRead(ScrapeFault.NotAnEngine, page.Problem, page, readTime);
        }

        sampler.Fail(sample, error!);
        (sample.ReadSeconds, sample.Bytes) = (readTime.TotalSeconds, _bytes);
        return new PageRead(fault, error, default, readTime);
    }

    private async Task<(ScrapeFault Fault, string? Error)> FeedAsync(HttpResponseMessage response, PageSampler sampler, CancellationToken cancellation)
    {
        await using var body = await response.Content.ReadAsStreamAsync(cancellation);
        sampler.Begin();
        (_held, _skipping) = (0, false);
        while (await body.ReadAsync(_buffer.AsMemory(_held), cancellation) is var read and > 0)
        {
            _bytes += read;
            if (_bytes > _options.PageLimitBytes)
            {
                return (ScrapeFault.TooLong, $"the page is longer than {_options.PageLimitBytes} bytes");
            }

            _held += read;
            Feed(sampler);
        }

        sampler.Feed(_buffer.AsSpan(0, _held), isFinal: true);
        return (ScrapeFault.None, null);
    }

    private void Feed(PageSampler sampler)
    {
        if (_skipping)
        {
            DropLine();
        }

        Drop(sampler.Feed(_buffer.AsSpan(0, _held), isFinal: false));
        if (_held == BufferBytes)
        {
            // Also where a quote was left open: what follows the next line feed is a line of its own again.
            sampler.SkipLine();
            DropLine();
        }
    }

    private void DropLine()
    {
        var lineFeed = _buffer.AsSpan(0, _held).IndexOf((byte)'\n');
        _skipping = lineFeed < 0;
        Drop(_skipping ? _held : lineFeed + 1);
    }

    private void Drop(int count)
    {
        _buffer.AsSpan(count, _held - count).CopyTo(_buffer);
        _held -= count;
    }
}
