using System.Buffers;
using System.Text;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using Wva.Agent;
using Wva.Agent.Options;
using Wva.Agent.Tests.Fakes;

namespace Wva.EndToEnd.Tests.Fakes;

/// <summary>The real agent of one pod, on a clock and a cable of its own.</summary>
internal sealed class LiveAgent(string pod, FakeTimeProvider clock) : IAsyncDisposable
{
    private RunningAgent? _agent;

    public string Pod => pod;

    public FakeTimeProvider Clock => clock;

    public Cable Cable { get; } = new();

    public IReadOnlyList<string> Log => _agent?.Log.Texts ?? [];

    private AgentInstruments Instruments => _agent!.Services.GetRequiredService<AgentInstruments>();

    public async Task StartAsync(string caFile, Action<AgentOptions> set) => _agent = await RunningAgent.StartAsync(
        options =>
        {
            options.PodName = pod;
            options.PodUid = "uid-" + pod;
            options.AggregatorCaFile = caFile;
            options.Aggregators = [new AggregatorAddress("127.0.0.1", Cable.Port, null)];
            set(options);
        },
        time: clock);

    /// <summary>True once a scrape has come to its end at or after a moment of the agent's clock.</summary>
    public bool HasScrapedSince(long timestamp) => Instruments.LastScrape >= timestamp;

    /// <summary>The agent's own /metrics.</summary>
    public string OwnPage()
    {
        var page = new ArrayBufferWriter<byte>();
        Instruments.WriteTo(page);
        return Encoding.UTF8.GetString(page.WrittenSpan);
    }

    public async ValueTask DisposeAsync()
    {
        await (_agent?.DisposeAsync() ?? ValueTask.CompletedTask);
        await Cable.DisposeAsync();
    }
}
