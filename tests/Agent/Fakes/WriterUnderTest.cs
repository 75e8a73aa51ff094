using System.Net;
using Microsoft.Extensions.Time.Testing;
using Wva.Agent.Options;
using Wva.Agent.Scrape;
using Wva.Agent.Stream;
using Wva.Contracts;

namespace Wva.Agent.Tests.Fakes;

/// <summary>The writing half of a link by itself, with all that it hangs on.</summary>
internal sealed class WriterUnderTest : IDisposable
{
    private readonly CadenceRequests _requests;

    public WriterUnderTest()
    {
        var options = new AgentOptions();
        _requests = new CadenceRequests(options, Time);
        Parts = new LinkParts(options, new Hello(Wire.Protocol, "default", "pod-1", "", "node-1", "1"), Latest, _requests, new AgentInstruments(Time), Time, Log);
        Writer = new LinkWriter(Aggregator, Parts);
    }

    public static AggregatorEndpoint Aggregator { get; } = new(AgentWorld.TlsName, new IPEndPoint(IPAddress.Loopback, 1));

    public FakeTimeProvider Time { get; } = new();

    public LatestSample Latest { get; } = new();

    public LogLines Log { get; } = new();

    public LinkParts Parts { get; }

    public LinkWriter Writer { get; }

    public void Dispose()
    {
        Writer.Dispose();
        _requests.Dispose();
        Log.Dispose();
    }
}
