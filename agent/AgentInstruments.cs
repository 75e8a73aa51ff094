using System.Buffers;
using Wva.Agent.Scrape;
using Wva.Contracts;
using Wva.Telemetry.Exposition;

namespace Wva.Agent;

/// <summary>Everything the agent counts of itself, and the page that shows it. Safe for threads: a lock, held for nanoseconds a few times a second.</summary>
internal sealed class AgentInstruments(TimeProvider time)
{
    private readonly Lock _lock = new();
    private readonly long[] _faults = new long[Enum.GetValues<ScrapeFault>().Length];
    private readonly long[] _messages = new long[Enum.GetValues<AgentMessageKind>().Length];
    private long _pages;
    private double _readSeconds;
    private double _lastReadSeconds;
    private long _pageBytes;
    private int _absent;
    private long _reconnects;
    private long _writtenBytes;
    private int _streamsOpen;
    private TimeSpan _period;
    private long _lastScrape = time.GetTimestamp();
    private long? _lastPage;

    /// <summary>Streams that are open and that an aggregator has accepted.</summary>
    public int StreamsOpen
    {
        get
        {
            lock (_lock)
            {
                return _streamsOpen;
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
    public void PeriodIs(TimeSpan period)
    {
        lock (_lock)
        {
            _period = period;
        }
    }

    /// <summary>Counts a good scrape.</summary>
    /// <param name="readTime">From asking to the last byte.</param>
    /// <param name="bytes">Length of the page.</param>
    /// <param name="absent">Wanted fields that it lacks.</param>
    public void PageRead(TimeSpan readTime, long bytes, int absent)
    {
        lock (_lock)
        {
            _pages++;
            _lastReadSeconds = readTime.TotalSeconds;
            _readSeconds += _lastReadSeconds;
            (_pageBytes, _absent) = (bytes, absent);
            _lastScrape = time.GetTimestamp();
            _lastPage = _lastScrape;
        }
    }

    /// <summary>Counts a failed scrape.</summary>
    public void ScrapeFailed(ScrapeFault fault)
    {
        lock (_lock)
        {
            _faults[(int)fault]++;
            _lastScrape = time.GetTimestamp();
        }
    }

    /// <summary>Counts streams accepted (1) and ended (-1).</summary>
    public void StreamsChanged(int change)
    {
        lock (_lock)
        {
            _streamsOpen += change;
        }
    }

    /// <summary>Counts a try to open a stream again.</summary>
    public void Reconnecting()
    {
        lock (_lock)
        {
            _reconnects++;
        }
    }

    /// <summary>Counts a message written.</summary>
    public void Wrote(AgentMessageKind kind, int bytes)
    {
        lock (_lock)
        {
            _messages[(int)kind]++;
            _writtenBytes += bytes;
        }
    }

    /// <summary>Writes the page.</summary>
    public void WriteTo(IBufferWriter<byte> output)
    {
        lock (_lock)
        {
            WriteScrapes(new ExpositionWriter(output));
            WriteStreams(new ExpositionWriter(output));
        }
    }

    private void WriteScrapes(ExpositionWriter page)
    {
        One(page, "wva_agent_info", "The agent's version.", MetricKind.Gauge, 1, new MetricLabel("version", AgentVersion.Text));
        One(page, "wva_agent_pages_read_total", "Pages of the engine read.", MetricKind.Counter, _pages);
        page.Family("wva_agent_scrape_failures_total", "Scrapes that gave no page, by cause.", MetricKind.Counter);
        foreach (var fault in Enum.GetValues<ScrapeFault>())
        {
            if (fault != ScrapeFault.None)
            {
                page.Sample("wva_agent_scrape_failures_total", _faults[(int)fault], new MetricLabel("cause", fault.ToString()));
            }
        }

        One(page, "wva_agent_read_seconds_total", "Time spent reading pages, seconds.", MetricKind.Counter, _readSeconds);
        One(page, "wva_agent_last_read_seconds", "Time that the last page took, seconds.", MetricKind.Gauge, _lastReadSeconds);
        One(page, "wva_agent_page_bytes", "Length of the last page, bytes.", MetricKind.Gauge, _pageBytes);
        One(page, "wva_agent_absent_fields", "Wanted fields that the last page lacks.", MetricKind.Gauge, _absent);
        One(page, "wva_agent_period_seconds", "Time in force between two scrapes, seconds.", MetricKind.Gauge, _period.TotalSeconds);
    }

    private void WriteStreams(ExpositionWriter page)
    {
        One(page, "wva_agent_streams_open", "Streams open and accepted.", MetricKind.Gauge, _streamsOpen);
        One(page, "wva_agent_reconnects_total", "Tries to open a stream again.", MetricKind.Counter, _reconnects);
        page.Family("wva_agent_messages_written_total", "Messages written to aggregators, by kind.", MetricKind.Counter);
        foreach (var kind in Enum.GetValues<AgentMessageKind>())
        {
            page.Sample("wva_agent_messages_written_total", _messages[(int)kind], new MetricLabel("kind", kind.ToString()));
        }

        One(page, "wva_agent_written_bytes_total", "Bytes of these messages, without framing.", MetricKind.Counter, _writtenBytes);
    }

    private static void One(ExpositionWriter page, string name, string help, MetricKind kind, double value, params ReadOnlySpan<MetricLabel> labels)
    {
        page.Family(name, help, kind);
        page.Sample(name, value, labels);
    }
}
