using System.Net.Security;
using System.Security.Cryptography.X509Certificates;
using Grpc.Core;
using Grpc.Net.Client;
using Wva.Contracts;
using Wva.Testing;

namespace Wva.Aggregator.Tests.Fakes;

/// <summary>An agent's end of the wire over real TLS: says what it is told to.</summary>
internal sealed class FakeAgent : IAsyncDisposable
{
    private readonly GrpcChannel _channel;
    private readonly AsyncDuplexStreamingCall<Frame, Frame> _call;
    private readonly SampleEncoder _encoder = new();
    private readonly Sample _sample = new();

    private FakeAgent(GrpcChannel channel) => (_channel, _call) = (channel, channel.CreateCallInvoker().AsyncDuplexStreamingCall(SamplesMethod.Report, null, default));

    /// <summary>Opens a stream and says nothing yet.</summary>
    public static FakeAgent Open(Uri grpc, TestCertificates certificates)
    {
        var authority = X509CertificateLoader.LoadCertificateFromFile(certificates.CaFile);
        var handler = new SocketsHttpHandler
        {
            SslOptions = new SslClientAuthenticationOptions
            {
                CertificateChainPolicy = new X509ChainPolicy { TrustMode = X509ChainTrustMode.CustomRootTrust, CustomTrustStore = { authority }, RevocationMode = X509RevocationMode.NoCheck },
            },
        };
        return new FakeAgent(GrpcChannel.ForAddress(grpc, new GrpcChannelOptions { HttpHandler = handler, DisposeHttpClient = true }));
    }

    /// <summary>Opens a stream, greets, tells of an engine.</summary>
    public static async Task<FakeAgent> StartAsync(Uri grpc, TestCertificates certificates, string pod, string? uid = null)
    {
        var agent = Open(grpc, certificates);
        await agent.SendAsync(frame => AgentMessages.WriteHello(frame, Hello(pod) with { PodUid = uid ?? "uid-" + pod }));
        Assert.Equal(AggregatorMessageKind.Accepted, (await agent.ReadAsync()).Kind);
        await agent.SendAsync(frame => AgentMessages.WriteEngine(frame, new EngineDescription { Kind = "vllm", Models = ["m"], KvCapacityTokens = 16_000 }));
        return agent;
    }

    public static Hello Hello(string pod, int protocol = Wire.Protocol) => new(protocol, "ns", pod, "uid-" + pod, "node", "test");

    public async Task SendAsync(Action<Frame> write)
    {
        var frame = new Frame();
        write(frame);
        await _call.RequestStream.WriteAsync(frame);
    }

    /// <summary>Opens a second call that sends bytes no encoder would, and returns how it ends.</summary>
    public async Task<StatusCode> SendRawAsync(byte[] message)
    {
        var raw = Marshallers.Create(bytes => bytes, bytes => bytes);
        var method = new Method<byte[], byte[]>(MethodType.DuplexStreaming, SamplesMethod.ServiceName, nameof(SamplesMethod.Report), raw, raw);
        using var call = _channel.CreateCallInvoker().AsyncDuplexStreamingCall(method, null, default);
        try
        {
            await call.RequestStream.WriteAsync(message);
        }
        catch (RpcException)
        {
            // The end came while the message was under way: how it ended, the other direction says.
        }

        try
        {
            await call.ResponseStream.MoveNext(TestContext.Current.CancellationToken);
            return StatusCode.OK;
        }
        catch (RpcException error)
        {
            return error.StatusCode;
        }
    }

    /// <summary>One sample of one rank.</summary>
    public Task SampleAsync(double kv, double waiting, double running = 1, double finished = 0, double scrapeAgeSeconds = 0.05)
    {
        _sample.ClearRows();
        var row = _sample.AddRow("0");
        row.Set(RowField.KvCacheUsage, kv);
        row.Set(RowField.Waiting, waiting);
        row.Set(RowField.Running, running);
        row.Set(RowField.Finished, finished);
        _sample.ScrapeAgeSeconds = scrapeAgeSeconds;
        return SendAsync(frame => _encoder.Write(frame, _sample, full: false));
    }

    /// <summary>The aggregator's next message; a refusal with its detail.</summary>
    public async Task<(AggregatorMessageKind Kind, Refused? Refused)> ReadAsync()
    {
        Assert.True(await _call.ResponseStream.MoveNext(TestContext.Current.CancellationToken));
        var frame = _call.ResponseStream.Current;
        var kind = AggregatorMessages.ReadKind(frame.Memory);
        return (kind, kind == AggregatorMessageKind.Refused ? AggregatorMessages.ReadRefused(frame.Memory) : null);
    }

    /// <summary>How the aggregator ends the stream.</summary>
    public async Task<Status> EndAsync()
    {
        try
        {
            while (await _call.ResponseStream.MoveNext(TestContext.Current.CancellationToken))
            {
            }

            return _call.GetStatus();
        }
        catch (RpcException error)
        {
            return error.Status;
        }
    }

    public ValueTask DisposeAsync()
    {
        _call.Dispose();
        _channel.Dispose();
        return ValueTask.CompletedTask;
    }
}
