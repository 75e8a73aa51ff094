using System.Net;
using System.Net.Sockets;
using Wva.Benchmarks.WireBytes;

namespace Wva.Benchmarking.Tests;

/// <summary>The relay between two ends, over real sockets.</summary>
public sealed class CountingRelayTests
{
    [Fact]
    public async Task Every_byte_is_passed_on_and_counted_each_way()
    {
        using var target = new TcpListener(IPAddress.Loopback, 0);
        target.Start();
        await using var relay = new CountingRelay(((IPEndPoint)target.LocalEndpoint).Port);
        using var client = new TcpClient();
        await client.ConnectAsync(IPAddress.Loopback, relay.Port, TestContext.Current.CancellationToken);
        using var server = await target.AcceptTcpClientAsync(TestContext.Current.CancellationToken);
        await using var near = client.GetStream();
        await using var far = server.GetStream();
        var asked = new byte[60_000];
        new Random(7).NextBytes(asked);
        await near.WriteAsync(asked, TestContext.Current.CancellationToken);
        client.Client.Shutdown(SocketShutdown.Send);
        Assert.Equal(asked, await ReadAllAsync(far));
        await far.WriteAsync(new byte[123], TestContext.Current.CancellationToken);
        server.Client.Shutdown(SocketShutdown.Send);
        Assert.Equal(new byte[123], await ReadAllAsync(near));
        Assert.Equal((60_000, 123, 1), (relay.Sent, relay.Received, relay.Connections));
    }

    private static async Task<byte[]> ReadAllAsync(NetworkStream end)
    {
        using var read = new MemoryStream();
        await end.CopyToAsync(read, TestContext.Current.CancellationToken);
        return read.ToArray();
    }
}
