using System.Net.Sockets;
using Microsoft.Extensions.Time.Testing;
using Wva.Agent.Options;
using Wva.Agent.Scrape;
using Wva.Contracts;
using Wva.Simulation;
using Wva.Telemetry.Sampling;

namespace Wva.Agent.Tests.Scrape;

public sealed class ResetEngineTests
{
    // Whether the reset comes before the handler has asked the socket for its peer is chance: in three hundred tries it does, some times.
    private const int Tries = 300;

    [Fact]
    public async Task A_connection_that_is_reset_the_moment_it_stands_is_a_failed_scrape()
    {
        await using var server = new LoopbackServer(0, ResetAsync);
        using var page = new EnginePage(new AgentOptions(), new FakeTimeProvider());
        var url = new Uri($"http://127.0.0.1:{server.Port}/metrics");
        var (sampler, sample) = (new PageSampler(), new Sample());
        for (var i = 0; i < Tries; i++)
        {
            var read = await page.ReadAsync(url, sampler, sample, TestContext.Current.CancellationToken);
            Assert.Contains(read.Fault, (ScrapeFault[])[ScrapeFault.Broken, ScrapeFault.Unreachable]);
        }
    }

    private static Task ResetAsync(Socket socket, CancellationToken stop)
    {
        socket.LingerState = new LingerOption(enable: true, seconds: 0);
        socket.Dispose();
        return Task.CompletedTask;
    }
}
