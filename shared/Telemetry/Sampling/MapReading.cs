using System.Text;
using Wva.Telemetry.Engines;

namespace Wva.Telemetry.Sampling;

/// <summary>Pages read by one map, and what is remembered of the engine from page to page.</summary>
internal sealed class MapReading
{
    private readonly byte[] _announcement;
    private DateTimeOffset? _startedAt;

    /// <summary>A reading that has seen nothing.</summary>
    public MapReading(EngineMap map)
    {
        _announcement = Encoding.UTF8.GetBytes($"# TYPE {map.Prefix}");
        Table = new SeriesTable(map);
        Page = new PageReading(Table);
        Tracker = new EngineTracker(Table);
    }

    /// <summary>The map, turned round.</summary>
    public SeriesTable Table { get; }

    /// <summary>The page at hand announces families of the engine, with series or without.</summary>
    public bool IsAnnounced { get; private set; }

    /// <summary>The page at hand.</summary>
    public PageReading Page { get; }

    /// <summary>The description of the engine.</summary>
    public EngineTracker Tracker { get; }

    /// <summary>Begins a page.</summary>
    public void Begin()
    {
        IsAnnounced = false;
        Page.Begin();
    }

    /// <summary>Takes note of families that are announced in whole lines of the page.</summary>
    public void LookForFamilies(ReadOnlySpan<byte> lines) => IsAnnounced = IsAnnounced || lines.IndexOf(_announcement) >= 0;

    /// <summary>True where the page at hand shows that the engine was restarted since the page before; what was there is forgotten then. After <see cref="PageReading.Settle"/>.</summary>
    public bool NoticeRestart()
    {
        var startedAt = Page.Engine.StartedAt();
        var restarted = startedAt is { } now && _startedAt is { } before && now != before;
        foreach (var rank in Page.Ranks)
        {
            restarted |= rank.Memory.WentBack(rank);
        }

        _startedAt = startedAt ?? (restarted ? null : _startedAt);
        if (restarted)
        {
            Page.ForgetOthers();
            Tracker.Forget();
        }

        return restarted;
    }

    /// <summary>True while any rank hangs; called once a page.</summary>
    public bool NoticeStall(DateTimeOffset now)
    {
        var stalled = false;
        foreach (var rank in Page.Ranks)
        {
            stalled |= rank.NoticeStall(now);
        }

        return stalled;
    }

    /// <summary>A page could not be read: the time up to the next one proves nothing.</summary>
    public void Interrupt()
    {
        foreach (var rank in Page.Ranks)
        {
            rank.Memory.Stall.Interrupt();
        }
    }
}
