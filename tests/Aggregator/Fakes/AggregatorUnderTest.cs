using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Wva.Aggregator.Cycle;
using Wva.Aggregator.Ingest;
using Wva.Aggregator.Options;
using Wva.Aggregator.Publish;
using Wva.Aggregator.Store;
using Wva.Kubernetes.Resources;
using Wva.Testing;

namespace Wva.Aggregator.Tests.Fakes;

/// <summary>The aggregator as its Program wires it, on real sockets with TLS, over a folder that outlives it.</summary>
internal sealed class AggregatorUnderTest : IAsyncDisposable
{
    private readonly WebApplication _app;

    private AggregatorUnderTest(WebApplication app, LogLines log) => (_app, Log) = (app, log);

    public LogLines Log { get; }

    public Uri Grpc => Address("https:");

    public Uri Http => Address("http:");

    public IServiceProvider Services => _app.Services;

    public IngestCounters Ingest => _app.Services.GetRequiredService<IngestCounters>();

    public CycleClock Cycles => _app.Services.GetRequiredService<CycleClock>();

    public static async Task<AggregatorUnderTest> StartAsync(VariantFolderFake folder, TestCertificates certificates, TimeProvider time, string identity = "self", Action<AggregatorOptions>? change = null)
    {
        var (certificate, key) = certificates.IssueFiles("localhost", "127.0.0.1");
#pragma warning disable CA2000 // the container disposes its providers
        var log = new LogLines();
#pragma warning restore CA2000
        var options = new AggregatorOptions
        {
            VariantsDirectory = folder.Directory,
            Identity = identity,
            ListenGrpc = new(System.Net.IPAddress.Loopback, 0),
            ListenHttp = new(System.Net.IPAddress.Loopback, 0),
            TlsCertificateFile = certificate,
            TlsKeyFile = key,
        };
        change?.Invoke(options);
        var app = AggregatorHost.Build(options, time, logging => logging.ClearProviders().AddProvider(log));
        await app.StartAsync(TestContext.Current.CancellationToken);
        return new AggregatorUnderTest(app, log);
    }

    public PublishedTable Published => _app.Services.GetRequiredService<PublishedTable>();

    public ILeadership Leadership => _app.Services.GetRequiredService<ILeadership>();

    /// <summary>What the system does when a process is killed: its lock is free. Its clock is for the test to stop.</summary>
    public void FreeLock() => _app.Services.GetRequiredService<FileLeadership>().Dispose();

    public Task StopAsync() => _app.StopAsync(TestContext.Current.CancellationToken);

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    private Uri Address(string scheme) =>
        new(_app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single(address => address.StartsWith(scheme, StringComparison.Ordinal)));
}
