using System.Globalization;
using Wva.Local.Run;
using Wva.Testing;

namespace Wva.AotSmoke.Tests;

/// <summary>The published aggregator as a process: killed, stopped, and started again on the port it had, where the agents look for it.</summary>
internal sealed class SmokeAggregator(string identity, RunFolder folder, LocalCertificates certificates) : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);

    private readonly HttpClient _http = new() { Timeout = Patience };
    private ChildProcess? _process;
    private Announcement? _addresses;

    public string Identity => identity;

    public Announcement Addresses => _addresses!;

    /// <summary>Starts it, and waits until it listens.</summary>
    public async Task StartAsync()
    {
        var announce = folder.File(identity + ".json");
        File.Delete(announce);
        string[] arguments =
        [
            "--store", "directory", "--variants", folder.Variants, "--announce", announce, "--identity", identity,
            "--listen-grpc", _addresses is null ? "127.0.0.1:0" : new Uri(_addresses.Grpc).Authority, "--listen-http", "127.0.0.1:0",
            "--tls-certificate", certificates.Certificate, "--tls-key", certificates.Key,
        ];
        _process = await ChildProcess.StartAsync(identity, PublishedPrograms.Aggregator, arguments, folder.File(identity + ".log"), TimeProvider.System);
        _addresses = await Announcement.WaitAsync(announce, _process, TimeProvider.System, TestContext.Current.CancellationToken);
    }

    /// <summary>kill -9.</summary>
    public async Task KillAsync()
    {
        _process!.Kill();
        await _process.DisposeAsync();
        _process = null;
    }

    /// <summary>Sends a signal, by its name.</summary>
    public async Task SignalAsync(string signal)
    {
        var run = await ProgramRun.OfAsync("kill", ["-" + signal, _process!.Id.ToString(CultureInfo.InvariantCulture)], TestContext.Current.CancellationToken);
        Assert.Equal(0, run.ExitCode);
    }

    /// <summary>All lines of its metrics page that are of one metric; null where it does not answer.</summary>
    public async Task<IReadOnlyList<string>?> SeriesAsync(string metric)
    {
        try
        {
            var page = await _http.GetStringAsync(new Uri(Addresses.Http + "/metrics"), TestContext.Current.CancellationToken);
            return [.. page.Split('\n').Where(line => line.StartsWith(metric + "{", StringComparison.Ordinal))];
        }
        catch (Exception error) when (error is HttpRequestException or TaskCanceledException)
        {
            return null;
        }
    }

    public async ValueTask DisposeAsync()
    {
        await (_process?.DisposeAsync() ?? ValueTask.CompletedTask);
        _http.Dispose();
    }
}
