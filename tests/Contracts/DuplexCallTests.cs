using System.Threading.Channels;
using Grpc.Core;
using Grpc.Net.Client;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Wva.Contracts.Tests;

/// <summary>The hand-written method over a real gRPC server and client.</summary>
public sealed class DuplexCallTests
{
    [Fact]
    public async Task Frames_travel_both_ways_on_one_call()
    {
        var received = new ReceivedFrames();
        await using var app = await StartAsync(received);
        using var channel = Channel(app);
        using var call = channel.CreateCallInvoker().AsyncDuplexStreamingCall(SamplesMethod.Report, null, Options());

        await SendAsync(call.RequestStream, frame => AgentMessages.WriteHello(frame, new Hello(Wire.Protocol, "ns", "pod-0", "uid", "", "0.1.0")));
        Assert.Equal(AggregatorMessageKind.Accepted, await NextKindAsync(call.ResponseStream));

        var (encoder, sample) = (new SampleEncoder(), Samples.Busy(0, ranks: 2, gpus: 1));
        for (var tick = 1; tick <= 50; tick++)
        {
            Samples.Move(sample, tick);
            await SendAsync(call.RequestStream, frame => encoder.Write(frame, sample, full: false));
            Assert.Equal(AggregatorMessageKind.Retune, await NextKindAsync(call.ResponseStream));
            SampleAssert.Same(sample, received.State);
        }

        await call.RequestStream.CompleteAsync();
        Assert.False(await call.ResponseStream.MoveNext(TestContext.Current.CancellationToken));
        Assert.Equal(StatusCode.OK, call.GetStatus().StatusCode);
    }

    [Fact]
    public async Task A_message_over_the_limit_is_refused_where_it_is_written()
    {
        await using var app = await StartAsync(new ReceivedFrames());
        using var channel = Channel(app);
        using var call = channel.CreateCallInvoker().AsyncDuplexStreamingCall(SamplesMethod.Report, null, Options());
        var frame = new Frame();
        Fill(frame, Wire.MaxMessageBytes + 1);

        var refusal = await Assert.ThrowsAnyAsync<Exception>(() => call.RequestStream.WriteAsync(frame, TestContext.Current.CancellationToken));

        Assert.Contains("a message to be sent takes 16385 bytes", refusal.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_message_over_the_limit_is_refused_where_it_is_read()
    {
        var received = new ReceivedFrames();
        await using var app = await StartAsync(received);
        using var channel = Channel(app);
        var bytes = Marshallers.Create<byte[]>(value => value, value => value);
        var anySize = new Method<byte[], byte[]>(MethodType.DuplexStreaming, SamplesMethod.ServiceName, "Report", bytes, bytes);
        using var call = channel.CreateCallInvoker().AsyncDuplexStreamingCall(anySize, null, Options());

        await call.RequestStream.WriteAsync(new byte[Wire.MaxMessageBytes + 1], TestContext.Current.CancellationToken);

        var refusal = await received.Failures.Reader.ReadAsync(TestContext.Current.CancellationToken);
        Assert.IsType<WireException>(refusal);
        Assert.StartsWith("a received message takes 16385 bytes", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_service_that_does_not_say_how_is_unimplemented()
    {
        await using var app = await StartAsync(new SilentService());
        using var channel = Channel(app);
        using var call = channel.CreateCallInvoker().AsyncDuplexStreamingCall(SamplesMethod.Report, null, Options());

        var end = await Assert.ThrowsAsync<RpcException>(() => call.ResponseStream.MoveNext(TestContext.Current.CancellationToken));

        Assert.Equal(StatusCode.Unimplemented, end.StatusCode);
    }

    [Fact]
    public void The_path_on_the_wire_is_the_one_of_the_README() => Assert.Equal("/wva.v1.Samples/Report", SamplesMethod.Report.FullName);

    private static CallOptions Options() => new(cancellationToken: TestContext.Current.CancellationToken);

    private static async Task<WebApplication> StartAsync<T>(T service)
        where T : SamplesService
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseTestServer();
        builder.Services.AddGrpc();
        builder.Services.AddSingleton(service);
        var app = builder.Build();
        app.MapGrpcService<T>();
        await app.StartAsync(TestContext.Current.CancellationToken);
        return app;
    }

    private static GrpcChannel Channel(WebApplication app) =>
        GrpcChannel.ForAddress("http://localhost", new GrpcChannelOptions { HttpHandler = app.GetTestServer().CreateHandler() });

    private static async Task SendAsync(IClientStreamWriter<Frame> requests, Action<Frame> write)
    {
        var frame = FramePool.Rent();
        write(frame);
        await requests.WriteAsync(frame, TestContext.Current.CancellationToken);
        FramePool.Return(frame);
    }

    private static async Task<AggregatorMessageKind> NextKindAsync(IAsyncStreamReader<Frame> responses)
    {
        Assert.True(await responses.MoveNext(TestContext.Current.CancellationToken));
        var kind = AggregatorMessages.ReadKind(responses.Current.Memory);
        FramePool.Return(responses.Current);
        return kind;
    }

    private static void Fill(Frame frame, int lengthBytes) => System.Buffers.BuffersExtensions.Write<byte>(frame, new byte[lengthBytes]);

    /// <summary>Decodes what arrives, and answers each frame with one of its own.</summary>
    private sealed class ReceivedFrames : SamplesService
    {
        public Sample State { get; } = new();

        public Channel<Exception> Failures { get; } = System.Threading.Channels.Channel.CreateUnbounded<Exception>();

        public override async Task Report(IAsyncStreamReader<Frame> requestStream, IServerStreamWriter<Frame> responseStream, ServerCallContext context)
        {
            try
            {
                while (await requestStream.MoveNext(context.CancellationToken))
                {
                    var kind = AgentMessages.ReadKind(requestStream.Current.Memory);
                    if (kind == AgentMessageKind.Sample)
                    {
                        SampleDecoder.Apply(requestStream.Current.Memory, State);
                    }

                    FramePool.Return(requestStream.Current);
                    var answer = FramePool.Rent();
                    Answer(answer, kind);
                    await responseStream.WriteAsync(answer, context.CancellationToken);
                    FramePool.Return(answer);
                }
            }
            catch (WireException e)
            {
                await Failures.Writer.WriteAsync(e, context.CancellationToken);
                throw;
            }
        }

        private static void Answer(Frame answer, AgentMessageKind kind)
        {
            if (kind == AgentMessageKind.Hello)
            {
                AggregatorMessages.WriteAccepted(answer);
            }
            else
            {
                AggregatorMessages.WriteRetune(answer, TimeSpan.FromSeconds(1), null);
            }
        }
    }

    private sealed class SilentService : SamplesService;
}
