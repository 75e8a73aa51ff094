using System.Collections.Immutable;
using Wva.Agent.Scrape;
using Wva.Telemetry.Exposition;

namespace Wva.Agent;

/// <summary>What the agent counts of its scrapes. Not safe for threads: <see cref="AgentInstruments"/> is.</summary>
internal sealed class ScrapeInstruments
{
    // A page of a good engine takes a few milliseconds, one of a busy engine up to seconds, and the deadline is 10 s where nothing else is set.
    private static readonly double[] Bounds = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, double.PositiveInfinity];

    private readonly long[] _faults = new long[Enum.GetValues<ScrapeFault>().Length];
    private readonly double[] _buckets = new double[Bounds.Length];
    private long _pages;
    private double _seconds;
    private double _lastSeconds;
    private long _bytes;
    private long _lastBytes;
    private ImmutableArray<string> _absent = [];

    /// <summary>The period in force, and why.</summary>
    public CadenceChoice Cadence { get; set; }

    /// <summary>Streams whose request for a cadence stands.</summary>
    public int Retunes { get; set; }

    /// <summary>Counts a good scrape.</summary>
    public void PageRead(double seconds, long bytes, ImmutableArray<string> absent)
    {
        _pages++;
        _seconds += seconds;
        _buckets[Array.FindIndex(Bounds, bound => seconds <= bound)]++;
        _bytes += bytes;
        (_lastSeconds, _lastBytes, _absent) = (seconds, bytes, absent);
    }

    /// <summary>Counts a failed scrape.</summary>
    public void Failed(ScrapeFault fault) => _faults[(int)fault]++;

    /// <summary>Writes their families.</summary>
    /// <param name="page">Where they go.</param>
    /// <param name="pageAge">Time since the last good page; null before the first.</param>
    public void WriteTo(ExpositionWriter page, TimeSpan? pageAge)
    {
        page.One("wva_agent_pages_read_total", "Pages of the engine read.", MetricKind.Counter, _pages);
        page.Each<ScrapeFault>("wva_agent_scrape_failures_total", "Scrapes that gave no page, by cause.", MetricKind.Counter, "cause", fault => fault == ScrapeFault.None ? null : _faults[(int)fault]);
        page.Family("wva_agent_read_seconds", "Time from asking for a page to its last byte, pages that were read, seconds.", MetricKind.Histogram);
        page.Histogram("wva_agent_read_seconds", Bounds, _buckets, _seconds);
        page.One("wva_agent_last_read_seconds", "Time that the last page took, seconds.", MetricKind.Gauge, _lastSeconds);
        page.One("wva_agent_read_bytes_total", "Length of all pages read, bytes.", MetricKind.Counter, _bytes);
        page.One("wva_agent_page_bytes", "Length of the last page, bytes.", MetricKind.Gauge, _lastBytes);
        if (pageAge is { } age)
        {
            page.One("wva_agent_page_age_seconds", "Time since the last page was read, seconds; absent before the first.", MetricKind.Gauge, age.TotalSeconds);
        }

        page.One("wva_agent_absent_fields", "Wanted fields that the last page lacks.", MetricKind.Gauge, _absent.Length);
        page.Family("wva_agent_absent_field", "1 for each wanted field that the last page lacks.", MetricKind.Gauge);
        foreach (var field in _absent)
        {
            page.Sample("wva_agent_absent_field", 1, new MetricLabel("field", field));
        }

        page.One("wva_agent_period_seconds", "Time in force between the starts of two scrapes, seconds.", MetricKind.Gauge, Cadence.Period.TotalSeconds);
        page.Each<CadenceReason>("wva_agent_period_reason", "1 at the reason for the period in force, 0 at the others.", MetricKind.Gauge, "reason", reason => reason == Cadence.Reason ? 1 : 0);
        page.One("wva_agent_retunes_in_force", "Streams whose request for a cadence stands.", MetricKind.Gauge, Retunes);
    }
}
