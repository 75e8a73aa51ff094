using System.Buffers;
using System.Globalization;
using Wva.Agent.Options;
using Wva.Telemetry.Exposition;

namespace Wva.Agent.Health;

/// <summary>The agent's own pages. No secret stands in any of them, and no pod's readiness should hang on them.</summary>
internal sealed class OwnPages(AgentInstruments instruments, AgentOptions options, TimeProvider time)
{
    private static readonly TimeSpan Margin = TimeSpan.FromMinutes(1);

    /// <summary>A scrape loop that has not come round for so long hangs: a minute more than every address timing out and the longest rest that can be asked for.</summary>
    public TimeSpan HungAfter => (options.ScrapeTimeout * options.EngineUrls.Count) + AgentOptions.MaxPeriod + Margin;

    /// <summary>The page of a path.</summary>
    public OwnPage Get(string path) => path switch
    {
        "/healthz" => Healthz(),
        "/readyz" => Readyz(),
        "/metrics" => Metrics(),
        _ => OwnPage.Text(404, "there are /healthz, /readyz and /metrics here"),
    };

    /// <summary>Alive: the scrape loop comes round. An engine or aggregator that is away is no reason to restart the agent.</summary>
    private OwnPage Healthz() => time.GetElapsedTime(instruments.LastScrape) < HungAfter
        ? OwnPage.Text(200, "ok")
        : OwnPage.Text(503, string.Create(CultureInfo.InvariantCulture, $"the scrape loop has not come round for {HungAfter.TotalSeconds} s"));

    /// <summary>Ready: samples of an engine reach an aggregator.</summary>
    private OwnPage Readyz()
    {
        var engine = instruments.LastPage is { } last
            ? string.Create(CultureInfo.InvariantCulture, $"engine: last page {time.GetElapsedTime(last).TotalSeconds:F1} s ago")
            : "engine: no page yet";
        var streams = instruments.StreamsOpen;
        return OwnPage.Text(
            streams > 0 && instruments.LastPage is not null ? 200 : 503,
            string.Create(CultureInfo.InvariantCulture, $"{engine}\nstreams open: {streams}"));
    }

    private OwnPage Metrics()
    {
        var page = new ArrayBufferWriter<byte>(4096);
        instruments.WriteTo(page);
        return new OwnPage(200, ExpositionWriter.ContentType, page.WrittenMemory);
    }
}
