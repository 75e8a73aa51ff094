using Wva.Contracts;
using Wva.Telemetry.Engines;
using Wva.Telemetry.Exposition;

namespace Wva.Telemetry.Sampling;

/// <summary>
/// Turns the pages of one engine process into samples. One instance an engine, for as long as its address is scraped: it remembers what the engine has
/// shown since its start. A page is <see cref="Begin"/>, <see cref="Feed"/> as often as there are bytes, <see cref="End"/>; or <see cref="Fail"/> where it could not be fetched.
/// Allocates nothing while nothing new appears on the page. Not thread-safe.
/// </summary>
public sealed class PageSampler
{
    private readonly SeriesTable _table;
    private readonly PageReading _page;
    private readonly EngineTracker _tracker;
    private readonly PageOpening _opening = new();
    private readonly StallDetector _stall = new();
    private ExpositionReaderState _state;
    private DateTimeOffset? _startedAt;

    /// <summary>Makes a sampler that has seen nothing.</summary>
    /// <param name="map">The engine's metric names; vLLM's where null.</param>
    public PageSampler(EngineMap? map = null)
    {
        _table = new SeriesTable(map ?? VllmMetrics.Map);
        _page = new PageReading(_table);
        _tracker = new EngineTracker(_table);
    }

    /// <summary>What is known of the engine; null before its first page.</summary>
    public EngineDescription? Engine => _tracker.Current;

    /// <summary>Begins a page and forgets an unfinished one.</summary>
    public void Begin()
    {
        _state = default;
        _opening.Clear();
        _page.Begin();
    }

    /// <summary>Reads what it can of <paramref name="data"/>.</summary>
    /// <param name="data">The next bytes of the page, beginning with those that the call before left over.</param>
    /// <param name="isFinal">No more bytes follow.</param>
    /// <returns>Bytes read; the rest (part of a line) must stand in front of the next call's data. All of them where <paramref name="isFinal"/>.</returns>
    public int Feed(ReadOnlySpan<byte> data, bool isFinal)
    {
        _opening.Look(data);
        var reader = new ExpositionReader(data, isFinal, _table.Names, _state);
        while (reader.Read())
        {
            _page.Take(ref reader);
        }

        _state = reader.CurrentState;
        return reader.BytesConsumed;
    }

    /// <summary>Counts a line that the caller has left out because its buffer does not hold it: a bad line, whatever its name.</summary>
    public void SkipLine() => _state = _state with { BadLines = _state.BadLines + 1 };

    /// <summary>Ends the page and writes it into <paramref name="sample"/>. Where it was no page of an engine, does what <see cref="Fail"/> does, with the problem as the error.</summary>
    /// <param name="sample">The same sample for every page; its GPUs and its clock are left alone.</param>
    /// <param name="now">When the read ended, by a clock that is never set: only differences count.</param>
    /// <param name="readTime">How long it took.</param>
    /// <param name="bytes">Length of the page.</param>
    public PageResult End(Sample sample, DateTimeOffset now, TimeSpan readTime, long bytes)
    {
        sample.ReadSeconds = readTime.TotalSeconds;
        sample.Bytes = bytes;
        var verdict = Judge();
        if (verdict != PageVerdict.Read)
        {
            var problem = Describe(verdict);
            Fail(sample, problem);
            if (verdict == PageVerdict.BeyondBounds)
            {
                _page.ForgetUnseenRanks();
            }

            return new PageResult { Verdict = verdict, Problem = problem, BadLines = _state.BadLines };
        }

        _page.Settle();
        var restarted = NoticeRestart();
        var changed = _tracker.Update(_page) || restarted;
        RowWriter.Write(_page, _tracker.Current, sample);
        sample.Error = null;
        sample.ScrapeAgeSeconds = 0;
        sample.Stalled = NoticeStall(now);
        return new PageResult
        {
            Verdict = PageVerdict.Read,
            EngineChanged = changed,
            Restarted = restarted,
            BadLines = _state.BadLines,
            DuplicateSeries = _page.Duplicates,
        };
    }

    /// <summary>The page could not be fetched: every known field becomes stale and keeps its number, never zero.</summary>
    /// <param name="sample">The same sample for every page.</param>
    /// <param name="error">The cause, one sentence.</param>
    public void Fail(Sample sample, string error)
    {
        sample.MarkStale();
        sample.Error = error;
        _stall.Interrupt();
    }

    /// <summary>Reads a whole page at once.</summary>
    public PageResult Read(ReadOnlySpan<byte> page, Sample sample, DateTimeOffset now, TimeSpan readTime)
    {
        Begin();
        Feed(page, isFinal: true);
        return End(sample, now, readTime, page.Length);
    }

    private PageVerdict Judge()
    {
        if (_opening.IsBlank)
        {
            return PageVerdict.Empty;
        }

        if (_opening.IsHtml)
        {
            return PageVerdict.Html;
        }

        if (_page.EngineSeries == 0 && _opening.MayBeJson)
        {
            return PageVerdict.Json;
        }

        // A cut within the last number leaves a number and goes unseen here; the length that HTTP announces catches that.
        return _state.Truncated && (_page.EngineSeries > 0 || _opening.IsMetrics) ? PageVerdict.Truncated
            : _page.EngineSeries == 0 ? PageVerdict.NoEngineFamilies
            : _page.Excess is not null ? PageVerdict.BeyondBounds
            : PageVerdict.Read;
    }

    // No count of bytes: a page that differs in length each time is still one cause, and one message.
    private string Describe(PageVerdict verdict) => verdict switch
    {
        PageVerdict.Empty => "the page is empty",
        PageVerdict.Html => $"HTML came instead of metrics, beginning with '{_opening}'",
        PageVerdict.Json => $"JSON came instead of metrics, beginning with '{_opening}'",
        PageVerdict.Truncated => "the page ends in the middle of a line",
        PageVerdict.BeyondBounds => $"the page has {_page.Excess}; at most that is read",
        _ => $"no series of the page begins with '{_table.Map.Prefix}' (it begins with '{_opening}'): {_table.Map.SilentBecause}",
    };

    private bool NoticeRestart()
    {
        var startedAt = _page.Engine.StartedAt();
        var restarted = startedAt is { } now && _startedAt is { } before && now != before;
        foreach (var rank in _page.Ranks)
        {
            restarted |= rank.Memory.WentBack(rank);
        }

        _startedAt = startedAt ?? (restarted ? null : _startedAt);
        if (restarted)
        {
            _page.ForgetOthers();
            _tracker.Forget();
            _stall.Reset();
        }

        return restarted;
    }

    private bool NoticeStall(DateTimeOffset now)
    {
        var busy = false;
        var moved = false;
        foreach (var rank in _page.Ranks)
        {
            busy |= rank.Value(RowField.Running) > 0 || rank.Value(RowField.Waiting) > 0;
            moved |= rank.Memory.Moved(rank);
            rank.Memory.Keep(rank);
        }

        return _stall.Observe(now, busy, moved);
    }
}
