using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace Wva.Benchmarks.Footprint;

/// <summary>Takes what scrapers write by Prometheus' remote write, over HTTP, and keeps none of it.</summary>
internal sealed class RemoteWriteSink : IAsyncDisposable
{
    private readonly WebApplication _app;
    private long _requests;

    private RemoteWriteSink(WebApplication app) => _app = app;

    /// <summary>Port on loopback.</summary>
    public int Port => new Uri(_app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single()).Port;

    /// <summary>Requests taken.</summary>
    public long Requests => Volatile.Read(ref _requests);

    /// <summary>Starts one on a free port.</summary>
    public static async Task<RemoteWriteSink> StartAsync(CancellationToken stop)
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0));
        var app = builder.Build();
        var sink = new RemoteWriteSink(app);
        app.Run(sink.TakeAsync);
        await app.StartAsync(stop);
        return sink;
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => _app.DisposeAsync();

    private async Task TakeAsync(HttpContext context)
    {
        await context.Request.Body.CopyToAsync(Stream.Null, context.RequestAborted);
        Interlocked.Increment(ref _requests);
        context.Response.StatusCode = StatusCodes.Status204NoContent;
    }
}
