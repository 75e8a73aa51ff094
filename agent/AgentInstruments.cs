using System.Buffers;
using System.Collections.Immutable;
using Wva.Agent.Gpus;
using Wva.Agent.Scrape;
using Wva.Agent.Stream;
using Wva.Contracts;
using Wva.Telemetry.Exposition;

namespace Wva.Agent;

/// <summary>Everything the agent counts of itself, and the page that shows it. Safe for threads: a lock, held for nanoseconds a few times a second.</summary>
internal sealed class AgentInstruments(TimeProvider time)
{
    private readonly Lock _lock = new();
    private readonly ScrapeInstruments _scrapes = new();
    private readonly StreamInstruments _streams = new();
    private long _lastScrape = time.GetTimestamp();
    private long? _lastPage;

    /// <summary>What is counted of GPU readings.</summary>
    public GpuInstruments Gpus { get; } = new(time);

    /// <summary>Streams that are open and that an aggregator has accepted.</summary>
    public int StreamsOpen
    {
        get
        {
            lock (_lock)
            {
                return _streams.Open;
            }
        }
    }

    /// <summary>Timestamp of the agent's clock of the last scrape, good or not; of the start before the first.</summary>
    public long LastScrape
    {
        get
        {
            lock (_lock)
            {
                return _lastScrape;
            }
        }
    }

    /// <summary>Timestamp of the agent's clock of the last good page; null before the first.</summary>
    public long? LastPage
    {
        get
        {
            lock (_lock)
            {
                return _lastPage;
            }
        }
    }

    /// <summary>Notes the period in force between two scrapes.</summary>
    /// <param name="choice">The period, and why.</param>
    /// <param name="retunes">Streams whose request for a cadence stands.</param>
    public void PeriodIs(CadenceChoice choice, int retunes)
    {
        lock (_lock)
        {
            (_scrapes.Cadence, _scrapes.Retunes) = (choice, retunes);
        }
    }

    /// <summary>Counts a good scrape.</summary>
    /// <param name="readTime">From asking to the last byte.</param>
    /// <param name="bytes">Length of the page.</param>
    /// <param name="absent">Wanted fields that it lacks.</param>
    public void PageRead(TimeSpan readTime, long bytes, ImmutableArray<string> absent)
    {
        lock (_lock)
        {
            _scrapes.PageRead(readTime.TotalSeconds, bytes, absent);
            _lastScrape = time.GetTimestamp();
            _lastPage = _lastScrape;
        }
    }

    /// <summary>Counts a failed scrape.</summary>
    public void ScrapeFailed(ScrapeFault fault)
    {
        lock (_lock)
        {
            _scrapes.Failed(fault);
            _lastScrape = time.GetTimestamp();
        }
    }

    /// <summary>Counts streams accepted (1) and ended (-1).</summary>
    public void StreamsChanged(int change)
    {
        lock (_lock)
        {
            _streams.Open += change;
        }
    }

    /// <summary>Counts a try to open a stream again.</summary>
    /// <param name="cause">How the one before it ended.</param>
    public void Reconnecting(StreamEndKind cause)
    {
        lock (_lock)
        {
            _streams.Reconnecting(cause);
        }
    }

    /// <summary>Counts a message written.</summary>
    public void Wrote(AgentMessageKind kind, int bytes)
    {
        lock (_lock)
        {
            _streams.Wrote(kind, bytes);
        }
    }

    /// <summary>Writes the page.</summary>
    public void WriteTo(IBufferWriter<byte> output)
    {
        var page = new ExpositionWriter(output);
        lock (_lock)
        {
            page.One("wva_agent_info", "The agent's version.", MetricKind.Gauge, 1, new MetricLabel("version", AgentVersion.Text));
            _scrapes.WriteTo(page, _lastPage is { } last ? time.GetElapsedTime(last) : null);
            _streams.WriteTo(page);
        }

        Gpus.WriteTo(page);
    }
}
