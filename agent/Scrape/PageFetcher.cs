using System.Net.Sockets;
using Microsoft.Extensions.Logging;
using Wva.Agent.Options;
using Wva.Agent.Trust;
using Wva.Telemetry.Exposition;

namespace Wva.Agent.Scrape;

/// <summary>
/// Fetches a page and feeds it to its reader as it comes, through one buffer: the page is never held whole.
/// One call at a time. What goes wrong is a value, never an exception, but for being told to stop.
/// </summary>
internal sealed class PageFetcher : IDisposable
{
    private readonly AgentOptions _options;
    private readonly TimeSpan _deadline;
    private readonly TimeProvider _time;
    private readonly PageRequest _request;
    private readonly byte[] _buffer;
    private long _bytes;
    private int _held;
    private bool _skipping;

    /// <summary>A fetcher that keeps the options' limit.</summary>
    /// <param name="options">The agent's.</param>
    /// <param name="trust">Whom to take for the server.</param>
    /// <param name="deadline">A page that is not whole after this time is none.</param>
    /// <param name="time">The agent's clock.</param>
    /// <param name="bufferBytes">Longest line that is read. A longer one is skipped to its line feed and counts as a bad line.</param>
    /// <param name="logger">Told what becomes of the file of authorities.</param>
    public PageFetcher(AgentOptions options, TrustOptions trust, TimeSpan deadline, TimeProvider time, int bufferBytes, ILogger logger)
    {
        (_options, _deadline, _time, _buffer) = (options, deadline, time, new byte[bufferBytes]);
        _request = new PageRequest(new ServerTrust(trust, time, logger));
    }

    /// <summary>Asks for the page and feeds it to the reader.</summary>
    /// <exception cref="OperationCanceledException">The process ends.</exception>
    public async Task<FetchedPage> FetchAsync(Uri url, IPageReader reader, CancellationToken stopping)
    {
        var started = _time.GetTimestamp();
        using var deadline = new CancellationTokenSource(_deadline, _time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(stopping, deadline.Token);
        var (fault, error) = (ScrapeFault.None, (string?)null);
        _bytes = 0;
        try
        {
            var answer = await _request.AskAsync(url, either.Token);
            using var response = answer.Response;
            (fault, error) = response is null ? (answer.Fault, answer.Error) : await FeedAsync(response, reader, either.Token);
        }
        catch (Exception exception) when (exception is OperationCanceledException or HttpRequestException or IOException or SocketException)
        {
            // The handler lets a bare SocketException through where a connection is reset the moment it stands: it asks the socket for its peer then.
            stopping.ThrowIfCancellationRequested();
            (fault, error) = PageError.Of(exception, problem => _request.WithHint(problem, url), _deadline);
        }

        return new FetchedPage(fault, error, _bytes, _time.GetElapsedTime(started));
    }

    /// <inheritdoc/>
    public void Dispose() => _request.Dispose();

    private async Task<(ScrapeFault Fault, string? Error)> FeedAsync(HttpResponseMessage response, IPageReader reader, CancellationToken cancellation)
    {
        await using var body = await response.Content.ReadAsStreamAsync(cancellation);
        reader.Begin();
        (_held, _skipping) = (0, false);
        while (await body.ReadAsync(_buffer.AsMemory(_held), cancellation) is var read and > 0)
        {
            _bytes += read;
            if (_bytes > _options.PageLimitBytes)
            {
                return (ScrapeFault.TooLong, $"the page is longer than {_options.PageLimitBytes} bytes");
            }

            _held += read;
            Feed(reader);
        }

        reader.Feed(_buffer.AsSpan(0, _held), isFinal: true);
        return (ScrapeFault.None, null);
    }

    private void Feed(IPageReader reader)
    {
        if (_skipping)
        {
            DropLine();
        }

        Drop(reader.Feed(_buffer.AsSpan(0, _held), isFinal: false));
        if (_held == _buffer.Length)
        {
            // Also where a quote was left open: what follows the next line feed is a line of its own again.
            reader.SkipLine();
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
