using System.Collections.Immutable;
using Wva.Contracts;
using Wva.Telemetry.Engines;
using Wva.Telemetry.Exposition;

namespace Wva.Telemetry.Sampling;

/// <summary>
/// Turns the pages of one engine process into samples. One instance an engine, for as long as its address is scraped: it finds out which kind of engine answers, and remembers what that one has
/// shown since its start. A page is <see cref="Begin"/>, <see cref="Feed"/> as often as there are bytes, <see cref="End"/>; or <see cref="Fail"/> where it could not be fetched.
/// Allocates nothing while nothing new appears on the page. Not thread-safe.
/// </summary>
public sealed class PageSampler : IPageReader
{
    private readonly ImmutableArray<EngineMap> _maps;
    private readonly PageOpening _opening = new();
    private MapDetection? _detection;
    private MapReading? _reading;
    private ExpositionReaderState _state;

    /// <summary>Makes a sampler that has seen nothing.</summary>
    /// <param name="map">The engine's metric names; null to find out which engine answers, of <see cref="EngineMaps.All"/>.</param>
    public PageSampler(EngineMap? map = null) => _maps = map is null ? EngineMaps.All : [map];

    /// <summary>What is known of the engine; null before its first page.</summary>
    public EngineDescription? Engine => _reading?.Tracker.Current;

    /// <summary>Begins a page and forgets an unfinished one.</summary>
    public void Begin()
    {
        _state = default;
        _opening.Clear();
        if (_reading is null || _detection is not null)
        {
            (_detection ??= new MapDetection(_reading, _maps)).Begin();
        }
        else
        {
            _reading.Begin();
        }
    }

    /// <summary>Reads what it can of <paramref name="data"/>.</summary>
    /// <param name="data">The next bytes of the page, beginning with those that the call before left over.</param>
    /// <param name="isFinal">No more bytes follow.</param>
    /// <returns>Bytes read; the rest (part of a line) must stand in front of the next call's data. All of them where <paramref name="isFinal"/>.</returns>
    public int Feed(ReadOnlySpan<byte> data, bool isFinal)
    {
        _opening.Look(data);
        var read = _detection is { } detection ? FeedAll(data, isFinal, detection) : _reading is { } reading ? FeedOne(data, isFinal, reading) : data.Length;
        _opening.Read(data[..read]);
        return read;
    }

    /// <summary>Counts a line that the caller has left out because its buffer does not hold it: a bad line, whatever its name.</summary>
    public void SkipLine()
    {
        _state = _state with { BadLines = _state.BadLines + 1 };
        _opening.SkipLine();
    }

    /// <summary>Ends the page and writes it into <paramref name="sample"/>. Where it was no page of an engine, does what <see cref="Fail"/> does, with the problem as the error.</summary>
    /// <param name="sample">The same sample for every page; its GPUs and its clock are left alone.</param>
    /// <param name="now">When the read ended, by a clock that is never set: only differences count.</param>
    /// <param name="readTime">How long it took.</param>
    /// <param name="bytes">Length of the page.</param>
    public PageResult End(Sample sample, DateTimeOffset now, TimeSpan readTime, long bytes)
    {
        sample.ReadSeconds = readTime.TotalSeconds;
        sample.Bytes = bytes;
        var reading = _detection?.Best ?? _reading ?? throw new InvalidOperationException("a page ends before it has begun");
        var verdict = Judge(reading);
        if (verdict != PageVerdict.Read)
        {
            return Refuse(verdict, reading, sample);
        }

        // Another engine at the same address has another past.
        var replaced = _reading is not null && _reading != reading;
        _reading = reading;
        _detection = reading.Page.EngineSeries > 0 ? null : _detection;
        reading.Page.Settle();
        reading.Page.Accept();
        var restarted = reading.NoticeRestart() || replaced;
        var changed = reading.Tracker.Update(reading.Page) || restarted;
        RowWriter.Write(reading.Page, reading.Tracker.Current, sample);
        sample.Error = null;
        sample.ScrapeAgeSeconds = 0;
        sample.Stalled = reading.NoticeStall(now);
        return new PageResult
        {
            Verdict = PageVerdict.Read,
            EngineChanged = changed,
            Restarted = restarted,
            BadLines = _state.BadLines,
            DuplicateSeries = reading.Page.Duplicates,
        };
    }

    /// <summary>The page could not be fetched: every known field becomes stale and keeps its number, never zero.</summary>
    /// <param name="sample">The same sample for every page.</param>
    /// <param name="error">The cause, one sentence.</param>
    public void Fail(Sample sample, string error)
    {
        sample.MarkStale();
        sample.Error = error;
        _reading?.Interrupt();
    }

    /// <summary>Reads a whole page at once.</summary>
    public PageResult Read(ReadOnlySpan<byte> page, Sample sample, DateTimeOffset now, TimeSpan readTime)
    {
        Begin();
        Feed(page, isFinal: true);
        return End(sample, now, readTime, page.Length);
    }

    private int FeedOne(ReadOnlySpan<byte> data, bool isFinal, MapReading reading)
    {
        var reader = new ExpositionReader(data, isFinal, reading.Table.Names, _state);
        while (reader.Read())
        {
            reading.Page.Take(reader.NameIndex, ref reader);
        }

        _state = reader.CurrentState;
        return reader.BytesConsumed;
    }

    private int FeedAll(ReadOnlySpan<byte> data, bool isFinal, MapDetection detection)
    {
        var reader = new ExpositionReader(data, isFinal, detection.Names, _state);
        while (reader.Read())
        {
            detection.Take(ref reader);
        }

        _state = reader.CurrentState;
        detection.LookForFamilies(data[..reader.BytesConsumed]);
        return reader.BytesConsumed;
    }

    private PageResult Refuse(PageVerdict verdict, MapReading reading, Sample sample)
    {
        var problem = Describe(verdict, reading.Page);
        Fail(sample, problem);
        if (verdict == PageVerdict.BeyondBounds)
        {
            reading.Page.ForgetUnseenRanks();
        }
        else if (verdict == PageVerdict.NoEngineFamilies && _maps.Length > 1)
        {
            // Another engine may have taken the address: the next page is read by every map.
            _detection ??= new MapDetection(_reading, _maps);
        }

        return new PageResult { Verdict = verdict, Problem = problem, BadLines = _state.BadLines };
    }

    private PageVerdict Judge(MapReading reading)
    {
        var page = reading.Page;
        if (_opening.IsBlank)
        {
            return PageVerdict.Empty;
        }

        if (_opening.IsHtml)
        {
            return PageVerdict.Html;
        }

        if (page.EngineSeries == 0 && _opening.MayBeJson)
        {
            return PageVerdict.Json;
        }

        // A cut within the last number leaves a number and goes unseen here; the length that HTTP announces catches that.
        return _state.Truncated && (page.EngineSeries > 0 || _opening.IsMetrics) ? PageVerdict.Truncated
            : page.EngineSeries == 0 && !reading.IsAnnounced ? PageVerdict.NoEngineFamilies
            : page.Excess is not null ? PageVerdict.BeyondBounds
            : PageVerdict.Read;
    }

    // No count of bytes: a page that differs in length each time is still one cause, and one message.
    private string Describe(PageVerdict verdict, PageReading page) => verdict switch
    {
        PageVerdict.Empty => "the page is empty",
        PageVerdict.Html => $"HTML came instead of metrics, beginning with '{_opening}'",
        PageVerdict.Json => $"JSON came instead of metrics, beginning with '{_opening}'",
        PageVerdict.Truncated => "the page ends in the middle of a line",
        PageVerdict.BeyondBounds => $"the page has {page.Excess}; at most that is read",
        _ => $"no series of the page is an engine's (it begins with '{_opening}'): it is another server, or an engine that is still loading or shows no metrics ({Silence})",
    };

    private string Silence => string.Join("; ", _maps.Select(static map => map.SilentBecause).OfType<string>().Distinct(StringComparer.Ordinal));
}
