using System.Security.Cryptography.X509Certificates;
using System.Text;
using Wva.Agent.Options;
using Wva.Contracts;
using Wva.Testing;

namespace Wva.Agent.Tests.Fakes;

/// <summary>What a test of the whole agent begins with: an engine that answers, an authority, and aggregators that it vouches for.</summary>
internal sealed class AgentWorld : IAsyncDisposable
{
    /// <summary>A name that all aggregators can prove, beside their addresses.</summary>
    public const string TlsName = "aggregator.test";

    private const int LooksBeforeAPush = 250;

    private static readonly TimeSpan Push = TimeSpan.FromMilliseconds(20);

    private readonly X509Certificate2 _certificate;
    private int _scrapes;

    public AgentWorld()
    {
        _certificate = Certificates.Issue(TlsName, "127.0.0.1");
        Engine.Serve(VllmPage.With());
    }

    public TestCertificates Certificates { get; } = new();

    public ScriptedEngine Engine { get; } = new();

    /// <summary>Pages that were given a number by <see cref="NextScrape"/>.</summary>
    public int Scrapes => Volatile.Read(ref _scrapes);

    /// <summary>The number of a page that is about to be served, from 1.</summary>
    public int NextScrape() => Interlocked.Increment(ref _scrapes);

    /// <summary>From now on each page shows its own number as <c>finished</c>.</summary>
    public void ServeCounting() => Engine.Answer = (_, stream, _) =>
        ScriptedEngine.WriteAsync(stream, 200, "text/plain", Encoding.UTF8.GetBytes(VllmPage.With(finished: NextScrape())));

    public Task<FakeAggregator> AggregatorAsync(int port = 0, string address = "127.0.0.1", int? windowBytes = null) =>
        FakeAggregator.StartAsync(_certificate, port, address, windowBytes);

    /// <summary>Starts an agent beside the engine that reports to one aggregator, where nothing else is set.</summary>
    public Task<RunningAgent> AgentAsync(FakeAggregator aggregator, Action<AgentOptions>? set = null, FakeResolver? resolver = null) => RunningAgent.StartAsync(
        options =>
        {
            options.Aggregators = [aggregator.Address];
            options.AggregatorCaFile = Certificates.CaFile;
            options.EngineUrls = [Engine.Url];
            set?.Invoke(options);
        },
        resolver);

    /// <summary>Lets three pages pass, so that a stream just opened owes no gap any more and <see cref="StepAsync"/> need not move time for it.</summary>
    public async Task SettleAsync(RunningAgent agent, params FakeAggregator[] listening)
    {
        for (var page = 0; page < 3; page++)
        {
            await StepAsync(agent, listening);
        }
    }

    /// <summary>Lets time run until the agent reads one more page, then stand until everyone who listens has that page's sample.</summary>
    /// <returns>The page's number.</returns>
    public async Task<int> StepAsync(RunningAgent agent, params FakeAggregator[] listening)
    {
        var page = Scrapes + 1;
        await agent.UntilAsync(() => Scrapes >= page, $"page {page}");
        var looks = 0;
        await Pump.UntilAsync(
            () =>
            {
                if (++looks % LooksBeforeAPush == 0)
                {
                    agent.Time.Advance(Push); // on a busy machine time ran on while the page before was read, and what it was written as leaves a gap to wait for
                }

                return listening.All(one => one.Streams.Last?.Known(RowField.Finished) >= page);
            },
            $"page {page} at everyone who listens; log:\n{string.Join('\n', agent.Log.Texts)}");
        return page;
    }

    public async ValueTask DisposeAsync()
    {
        await Engine.DisposeAsync();
        _certificate.Dispose();
        Certificates.Dispose();
    }
}
