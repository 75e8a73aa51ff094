namespace Wva.Local.Run;

/// <summary>One of several aggregators over one folder; started again after a second, at the same addresses, when it has ended.</summary>
internal sealed class AggregatorProcess(string name, string program, RunFolder folder, LocalCertificates certificates, TimeProvider time) : IAsyncDisposable
{
    private const int MostFailures = 10;

    private static readonly TimeSpan Restart = TimeSpan.FromSeconds(1);

    private readonly string _grpc = FreePort.Loopback();
    private readonly string _http = FreePort.Loopback();
    private ChildProcess? _process;

    /// <summary>Where agents report.</summary>
    public string Grpc => "https://" + _grpc;

    /// <summary>Where <c>/metrics</c> and the like are.</summary>
    public Uri Http => new("http://" + _http);

    /// <summary>Both, as a line of a heading.</summary>
    public string Description => $"aggregator  {Http}metrics   agents report to {Grpc}";

    /// <summary>Starts it and waits until it listens.</summary>
    /// <exception cref="InvalidOperationException">It ended instead.</exception>
    public async Task StartAsync(CancellationToken stop)
    {
        var announce = folder.File(name + ".addresses.json");
        File.Delete(announce);
        string[] arguments =
        [
            "--store", "directory", "--variants", folder.Variants, "--identity", name, "--announce", announce,
            "--listen-grpc", _grpc, "--listen-http", _http, "--tls-certificate", certificates.Certificate, "--tls-key", certificates.Key,
            "--decision-log", folder.File(name + ".decisions.jsonl"),
        ];
        _process = await ChildProcess.StartAsync(name, program, arguments, folder.File(name + ".log"), time);
        await Announcement.WaitAsync(announce, _process, time, stop);
    }

    /// <summary>Fails once it has ended by itself: its last words are the message.</summary>
    /// <param name="stop">Ends the waiting, not the process.</param>
    public Task FailAtEndAsync(CancellationToken stop) => ChildFailure.WaitAsync(_process!, stop);

    /// <summary>Starts it again whenever it has ended, also while it was starting.</summary>
    /// <param name="outages">Told each time.</param>
    /// <param name="stop">Ends the keeping, not the process.</param>
    /// <exception cref="InvalidOperationException">It did not start ten times in a row; the message has its last words.</exception>
    public async Task KeepAsync(Outages outages, CancellationToken stop)
    {
        while (true)
        {
            await _process!.WaitForEndAsync().WaitAsync(stop);
            outages.Begin(name);
            await StartAgainAsync(stop);
            outages.End(name);
        }
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        if (_process is { } process)
        {
            _process = null;
            await process.DisposeAsync();
        }
    }

    private async Task StartAgainAsync(CancellationToken stop)
    {
        for (var attempt = 1; ; attempt++)
        {
            await DisposeAsync();
            await Task.Delay(Restart, time, stop);
            try
            {
                await StartAsync(stop);
                return;
            }
            catch (InvalidOperationException) when (attempt < MostFailures)
            {
                // Killed while it started, or its port is taken for a moment.
            }
        }
    }
}
