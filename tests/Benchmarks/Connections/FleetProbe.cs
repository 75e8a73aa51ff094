using Grpc.Core;
using Grpc.Net.Client;
using Wva.Contracts;

namespace Wva.Benchmarks.Connections;

/// <summary>
/// Times a sample from its writing to the fleet, from outside: behind it the stream is ended, which the aggregator answers once it has read and applied all that came before.
/// So the time to that answer is an upper bound: it holds the end of the stream and the way back, too.
/// </summary>
internal sealed class FleetProbe(GrpcChannel channel, RecordedSamples engine)
{
    private static readonly TimeSpan Period = TimeSpan.FromMilliseconds(40);

    /// <summary>Probes so many times, 25 a second at most.</summary>
    /// <returns>Milliseconds each.</returns>
    public async Task<IReadOnlyList<double>> RunAsync(int count, CancellationToken stop)
    {
        var milliseconds = new List<double>(count);
        for (var i = 0; i < count; i++)
        {
            milliseconds.Add(await ProbeAsync());
            await Task.Delay(Period, TimeProvider.System, stop);
        }

        return milliseconds;
    }

    private async Task<double> ProbeAsync()
    {
        var (sample, hello) = (new Frame(), new Frame());
        AgentMessages.WriteHello(hello, LoadStream.Hello("probe"));
        new SampleEncoder().Write(sample, engine.Samples[0], full: true);
        using var call = channel.CreateCallInvoker().AsyncDuplexStreamingCall(SamplesMethod.Report, null, default);
        await call.RequestStream.WriteAsync(hello);
        if (!await call.ResponseStream.MoveNext())
        {
            throw new RpcException(call.GetStatus());
        }

        FramePool.Return(call.ResponseStream.Current);
        var began = TimeProvider.System.GetTimestamp();
        await call.RequestStream.WriteAsync(sample);
        await call.RequestStream.CompleteAsync();
        return await call.ResponseStream.MoveNext()
            ? throw new InvalidOperationException("the end of a stream was answered by a message")
            : TimeProvider.System.GetElapsedTime(began).TotalMilliseconds;
    }
}
