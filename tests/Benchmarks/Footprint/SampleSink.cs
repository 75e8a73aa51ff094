using System.Net;
using System.Security.Cryptography.X509Certificates;
using Grpc.Core;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Wva.Contracts;
using Wva.Local.Run;

namespace Wva.Benchmarks.Footprint;

/// <summary>An aggregator's end of the wire over TLS that takes what agents send and decides nothing.</summary>
internal sealed class SampleSink : SamplesService, IAsyncDisposable
{
    private WebApplication? _app;
    private TaskCompletionSource<long> _first = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private long _samples;

    /// <summary>Where agents report.</summary>
    public Uri Address => new(_app!.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single());

    /// <summary>Samples taken.</summary>
    public long Samples => Volatile.Read(ref _samples);

    /// <summary>Starts one on a free port.</summary>
    public static async Task<SampleSink> StartAsync(LocalCertificates certificates, CancellationToken stop)
    {
        var sink = new SampleSink();
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().UseKestrelHttpsConfiguration();
        builder.Services.AddRoutingCore();
        builder.Services.AddGrpc();
        builder.Services.AddSingleton(sink);
        using var pem = X509Certificate2.CreateFromPemFile(certificates.Certificate, certificates.Key);
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.Limits.MinRequestBodyDataRate = null;
            kestrel.Listen(IPAddress.Loopback, 0, listen =>
            {
                listen.Protocols = HttpProtocols.Http2;
                listen.UseHttps(X509CertificateLoader.LoadPkcs12(pem.Export(X509ContentType.Pkcs12), null));
            });
        });
        sink._app = builder.Build();
        sink._app.UseRouting().UseEndpoints(endpoints => endpoints.MapGrpcService<SampleSink>());
        await sink._app.StartAsync(stop);
        return sink;
    }

    /// <summary>The moment at which the next sample is there.</summary>
    /// <returns>A time stamp of the system's clock.</returns>
    public async Task<long> NextSampleAsync()
    {
        _first = new(TaskCreationOptions.RunContinuationsAsynchronously);
#pragma warning disable VSTHRD003 // set by whoever serves the stream; there is no synchronisation context to deadlock on
        return await _first.Task;
#pragma warning restore VSTHRD003
    }

    /// <inheritdoc/>
    public override async Task Report(IAsyncStreamReader<Frame> requestStream, IServerStreamWriter<Frame> responseStream, ServerCallContext context)
    {
        var accepted = new Frame();
        AggregatorMessages.WriteAccepted(accepted);
        try
        {
            while (await requestStream.MoveNext())
            {
                var frame = requestStream.Current;
                switch (AgentMessages.ReadKind(frame.Memory))
                {
                    case AgentMessageKind.Hello:
                        await responseStream.WriteAsync(accepted);
                        break;
                    case AgentMessageKind.Sample:
                        _first.TrySetResult(TimeProvider.System.GetTimestamp());
                        Interlocked.Increment(ref _samples);
                        break;
                    default:
                        break;
                }

                FramePool.Return(frame);
            }
        }
        catch (IOException)
        {
            // The agent is gone, as most are by a signal.
        }
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        if (_app is not null)
        {
            await _app.DisposeAsync();
        }
    }
}
