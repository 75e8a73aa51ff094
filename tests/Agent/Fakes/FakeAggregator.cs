using System.Net;
using System.Security.Cryptography.X509Certificates;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Wva.Agent.Tests.Fakes;

/// <summary>A real gRPC server over TLS that takes streams as the test says, and remembers what came.</summary>
internal sealed class FakeAggregator : IAsyncDisposable
{
    private readonly WebApplication _app;

    private FakeAggregator(WebApplication app)
    {
        _app = app;
    }

    /// <summary>What came, stream by stream.</summary>
    public FakeStreams Streams => _app.Services.GetRequiredService<FakeStreams>();

    public int Port { get; private set; }

    public static async Task<FakeAggregator> StartAsync(X509Certificate2 certificate, int port = 0, string address = "127.0.0.1")
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseKestrelHttpsConfiguration();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Parse(address), port, listen =>
        {
            listen.Protocols = HttpProtocols.Http2;
            listen.UseHttps(certificate);
        }));
        builder.Services.AddGrpc();
        builder.Services.AddSingleton<FakeStreams>();
        var app = builder.Build();
        app.MapGrpcService<FakeSamplesService>();
        await app.StartAsync(TestContext.Current.CancellationToken);
        return new FakeAggregator(app) { Port = new Uri(app.Urls.First()).Port };
    }

    public async ValueTask DisposeAsync()
    {
        Streams.End();
        using var hurry = new CancellationTokenSource(TimeSpan.FromMilliseconds(200), TimeProvider.System);
        await _app.StopAsync(hurry.Token);
        await _app.DisposeAsync();
    }
}
