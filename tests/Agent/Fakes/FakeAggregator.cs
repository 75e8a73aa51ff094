using System.Net;
using System.Security.Cryptography.X509Certificates;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Wva.Agent.Options;

namespace Wva.Agent.Tests.Fakes;

/// <summary>A real gRPC server over TLS that takes streams as the test says, and remembers what came.</summary>
internal sealed class FakeAggregator : IAsyncDisposable
{
    private readonly WebApplication _app;
    private bool _disposed;

    private FakeAggregator(WebApplication app)
    {
        _app = app;
        Streams = app.Services.GetRequiredService<FakeStreams>();
    }

    /// <summary>What came, stream by stream.</summary>
    public FakeStreams Streams { get; }

    public int Port { get; private init; }

    /// <summary>Where an agent finds it, for its options.</summary>
    public AggregatorAddress Address { get; private init; } = new("", 0, null);

    /// <summary>Starts one.</summary>
    /// <param name="certificate">What it proves itself with.</param>
    /// <param name="port">Where it listens; 0 takes a free port.</param>
    /// <param name="address">Its address.</param>
    /// <param name="windowBytes">What an agent may send before the service reads it; 65,535 at least, null leaves it to Kestrel.</param>
    public static async Task<FakeAggregator> StartAsync(X509Certificate2 certificate, int port = 0, string address = "127.0.0.1", int? windowBytes = null)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseKestrelHttpsConfiguration();
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.Limits.Http2.InitialStreamWindowSize = windowBytes ?? kestrel.Limits.Http2.InitialStreamWindowSize;
            kestrel.Limits.Http2.InitialConnectionWindowSize = windowBytes ?? kestrel.Limits.Http2.InitialConnectionWindowSize;
            kestrel.Listen(IPAddress.Parse(address), port, listen =>
            {
                listen.Protocols = HttpProtocols.Http2;
                listen.UseHttps(certificate);
            });
        });
        builder.Services.AddGrpc();
        builder.Services.AddSingleton<FakeStreams>();
        var app = builder.Build();
        app.MapGrpcService<FakeSamplesService>();
        await app.StartAsync(TestContext.Current.CancellationToken);
        var taken = new Uri(app.Urls.First()).Port;
        return new FakeAggregator(app) { Port = taken, Address = new AggregatorAddress(address, taken, null) };
    }

    public async ValueTask DisposeAsync()
    {
        if (_disposed)
        {
            return;
        }

        _disposed = true;
        Streams.End();
        using var hurry = new CancellationTokenSource(TimeSpan.FromMilliseconds(200), TimeProvider.System);
        await _app.StopAsync(hurry.Token);
        await _app.DisposeAsync();
    }
}
