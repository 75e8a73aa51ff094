using System.Net;
using Microsoft.Extensions.Logging;
using Wva.Agent.Options;
using Wva.Agent.Scrape;
using Wva.Agent.Trust;
using Wva.Contracts;
using Wva.Telemetry.Gpus;

namespace Wva.Agent.Gpus;

/// <summary>
/// Reads the node's DCGM exporter in a loop of its own, so that a slow one never delays a reading of the engine, and keeps the pod's GPUs: fresh, stale after a failure,
/// gone after five minutes without a page. Without an exporter's address there is nothing to read and nothing to say.
/// </summary>
internal sealed class GpuReader : IGpuSource, IDisposable
{
    /// <summary>Shortest time between two readings. The exporter itself looks at its GPUs every 30 s where nobody told it otherwise.</summary>
    public static readonly TimeSpan Period = TimeSpan.FromSeconds(5);

    /// <summary>Rows so old are no evidence any more, and are dropped.</summary>
    public static readonly TimeSpan KeptFor = TimeSpan.FromMinutes(5);

    /// <summary>A page of the exporter that is not whole by then is a failed reading, however long the engine may take for its own.</summary>
    public static readonly TimeSpan Deadline = TimeSpan.FromSeconds(5);

    /// <summary>Longest line that is read: many times the longest one seen, 360 bytes.</summary>
    private const int BufferBytes = 16 * 1024;

    private readonly Lock _lock = new();
    private readonly Uri? _url;
    private readonly TimeProvider _time;
    private readonly GpuInstruments _instruments;
    private readonly PageFetcher? _fetcher;
    private readonly GpuSampler? _sampler;
    private readonly GpuWatch? _watch;
    private readonly Sample _latest = new();
    private readonly TaskCompletionSource _firstReading = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private long? _lastPage;
    private bool _isLoop;

    /// <summary>A reader that has read nothing.</summary>
    public GpuReader(AgentOptions options, TimeProvider time, AgentInstruments instruments, ILogger<GpuReader> logger)
    {
        (_url, _time, _instruments) = (options.DcgmUrl, time, instruments.Gpus);
        if (_url is null)
        {
            return; // nothing is kept in memory for what is not read
        }

        _fetcher = new PageFetcher(options, TrustOptions.OfDcgm(options), Deadline, time, BufferBytes, logger);
        _watch = new GpuWatch(logger, ShownUrl.Of(_url), $"{options.PodNamespace}/{options.PodName}");
        _sampler = new GpuSampler(new GpuOwner(
            options.PodNamespace,
            options.PodName,
            options.PodUid,
            options.Node,
            [.. options.GpuUuids],
            isOnNode: IsOnNode(_url, options)));
    }

    /// <summary>Why the last reading shows no GPU, one sentence; null where it shows one, or where nothing was read.</summary>
    public string? Problem { get; private set; }

    /// <summary>Done once the exporter was read for the first time, whatever came of it.</summary>
#pragma warning disable VSTHRD003 // nothing runs in it: it is set from whichever thread reads
    public Task FirstReading => _firstReading.Task;
#pragma warning restore VSTHRD003

    /// <summary>
    /// True where an address leads to the pod's own node: loopback, or the node's address. A Service's name or ClusterIP can lead to any node; behind every other address
    /// the page must name the node itself, and where the options do not name it, an address that is no name is taken at its word.
    /// </summary>
    public static bool IsOnNode(Uri url, AgentOptions options)
    {
        if (url.IsLoopback)
        {
            return true;
        }

        return IPAddress.TryParse(url.DnsSafeHost, out var address)
            && (options.Node.Length == 0 || address.Equals(options.NodeAddress));
    }

    /// <summary>Reads until told to stop.</summary>
    public async Task RunAsync(CancellationToken stopping)
    {
        if (_url is null)
        {
            await Task.Delay(Timeout.InfiniteTimeSpan, _time, stopping);
        }

        _isLoop = true;
        while (true)
        {
            var started = _time.GetTimestamp();
            await ReadAsync(stopping);

            // A slow exporter gets as long a rest as it took.
            var spent = _time.GetElapsedTime(started);
            await Task.Delay(spent * 2 > Period ? spent : Period - spent, _time, stopping);
        }
    }

    /// <summary>Reads once. A failure is logged when it begins, counted, and makes the rows stale.</summary>
    /// <exception cref="OperationCanceledException">The process ends.</exception>
    public async Task ReadAsync(CancellationToken stopping)
    {
        if (_url is null)
        {
            return;
        }

        var page = await _fetcher!.FetchAsync(_url, _sampler!, stopping);
        var read = Take(page, out var attribution);
        Problem = read.Error ?? (read.Page.Own == 0 ? _watch!.Words(read.Page, attribution) : null);
        _instruments.Read(read.Fault);
        _watch!.Saw(read, attribution);
        _firstReading.TrySetResult();
    }

    /// <inheritdoc/>
    public void CopyTo(Sample sample)
    {
        lock (_lock)
        {
            var age = _lastPage is { } last ? _time.GetElapsedTime(last) : TimeSpan.Zero;
            if (age > KeptFor)
            {
                _latest.ClearGpus();
            }

            sample.ClearGpus();
            for (var i = 0; i < _latest.Gpus.Count; i++)
            {
                var row = sample.AddGpu(_latest.Gpus[i].Uuid);
                row.CopyFrom(_latest.Gpus[i]);
                row.Set(GpuField.AgeSeconds, Math.Round(age.TotalSeconds, 3));
            }

            _instruments.Shown(_latest.Gpus.Count);
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _fetcher?.Dispose();

    private GpuRead Take(FetchedPage page, out string? attribution)
    {
        lock (_lock)
        {
            GpuRead read;
            if (page.Fault == ScrapeFault.None)
            {
                read = GpuRead.Of(_sampler!.End(_latest, _isLoop ? _time.GetElapsedTime(0) : null));
                _lastPage = read.Fault == GpuFault.None ? _time.GetTimestamp() : _lastPage;
            }
            else
            {
                GpuSampler.Fail(_latest);
                read = GpuRead.Failed(page);
            }

            attribution = _latest.Gpus.Count > 0 ? _latest.Gpus[0].Attribution : null;
            return read;
        }
    }
}
