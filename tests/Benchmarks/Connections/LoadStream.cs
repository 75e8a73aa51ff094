using System.Net.Security;
using System.Security.Cryptography.X509Certificates;
using Grpc.Core;
using Grpc.Net.Client;
using Wva.Contracts;

namespace Wva.Benchmarks.Connections;

/// <summary>One agent's stream on a TLS connection of its own: says what an agent says, as an agent says it.</summary>
internal sealed class LoadStream
{
    private const int SamplesBetweenFull = 30; // a full one every 30 s, at one a second

    private readonly GrpcChannel _channel;
    private readonly AsyncDuplexStreamingCall<Frame, Frame> _call;
    private readonly SampleEncoder _encoder = new();
    private readonly Frame _frame = new();
    private Task _write = Task.CompletedTask;
    private int _sinceFull;

    private LoadStream(GrpcChannel channel) => (_channel, _call) = (channel, channel.CreateCallInvoker().AsyncDuplexStreamingCall(SamplesMethod.Report, null, default));

    /// <summary>Whether the stream has ended, which none should.</summary>
    public bool HasEnded { get; private set; }

    /// <summary>A connection that is made at its first call.</summary>
    public static GrpcChannel Channel(Uri aggregator, X509Certificate2Collection authorities)
    {
        var policy = new X509ChainPolicy { TrustMode = X509ChainTrustMode.CustomRootTrust, RevocationMode = X509RevocationMode.NoCheck };
        policy.CustomTrustStore.AddRange(authorities);
        var handler = new SocketsHttpHandler
        {
            // Each agent is a process of its own: nobody resumes another's session.
            SslOptions = new SslClientAuthenticationOptions { CertificateChainPolicy = policy, AllowTlsResume = false },
            UseProxy = false,
            UseCookies = false,
            ActivityHeadersPropagator = null,
        };
        return GrpcChannel.ForAddress(aggregator, new GrpcChannelOptions { HttpHandler = handler, DisposeHttpClient = true, DisableResolverServiceConfig = true });
    }

    /// <summary>Opens a stream: Hello, Accepted, Engine, a full sample.</summary>
    /// <exception cref="RpcException">The aggregator does not take it.</exception>
    public static async Task<LoadStream> OpenAsync(GrpcChannel channel, string pod, RecordedSamples engine, int sample)
    {
        var stream = new LoadStream(channel);
        AgentMessages.WriteHello(stream._frame, Hello(pod));
        await stream._call.RequestStream.WriteAsync(stream._frame);
        if (!await stream._call.ResponseStream.MoveNext())
        {
            throw new RpcException(stream._call.GetStatus());
        }

        FramePool.Return(stream._call.ResponseStream.Current);
        AgentMessages.WriteEngine(stream._frame, engine.Engine);
        await stream._call.RequestStream.WriteAsync(stream._frame);
        stream._encoder.Write(stream._frame, engine.Samples[sample], full: true);
        await stream._call.RequestStream.WriteAsync(stream._frame);
        _ = stream.WatchAsync();
        return stream;
    }

    /// <summary>What a pod of the benchmark says of itself.</summary>
    public static Hello Hello(string pod) => new(Wire.Protocol, "default", pod, "uid-" + pod, "node-1", "benchmark");

    /// <summary>Writes a sample, or a heartbeat where there is none; false where the message before is still under way: an agent would wait, too.</summary>
    public bool TrySend(Sample? sample)
    {
        if (HasEnded || !_write.IsCompleted)
        {
            return false;
        }

        if (sample is null)
        {
            AgentMessages.WriteHeartbeat(_frame, new Heartbeat(1, 0.5));
        }
        else
        {
            _sinceFull = (_sinceFull + 1) % SamplesBetweenFull;
            _encoder.Write(_frame, sample, full: _sinceFull == 0);
        }

        _write = WriteAsync();
        return true;
    }

    private async Task WriteAsync()
    {
        try
        {
            await _call.RequestStream.WriteAsync(_frame);
        }
        catch (Exception error) when (error is RpcException or InvalidOperationException)
        {
            HasEnded = true;
        }
    }

    private async Task WatchAsync()
    {
        try
        {
            while (await _call.ResponseStream.MoveNext())
            {
                FramePool.Return(_call.ResponseStream.Current);
            }
        }
        catch (RpcException)
        {
            // How it ended does not matter here: that it did is what the run is failed for.
        }

        HasEnded = true;
        _channel.Dispose();
    }
}
