using System.Globalization;
using Wva.Contracts;
using Wva.Telemetry.Engines;
using Wva.Telemetry.Exposition;

namespace Wva.Telemetry.Sampling;

/// <summary>Sorts the series of the page at hand by rank and use; the ranks stay known from page to page.</summary>
internal sealed class PageReading(SeriesTable table)
{
    private const int LongestRankBytes = 64;

    // Made once: a page beyond the bounds is one a second.
    private static readonly string TooManyRanks = string.Create(CultureInfo.InvariantCulture, $"more than {Wire.MaxRows} ranks");
    private static readonly string TooLongRank = string.Create(CultureInfo.InvariantCulture, $"a rank whose name is longer than {LongestRankBytes} bytes");
    private static readonly string TooManySets = string.Create(CultureInfo.InvariantCulture, $"more than {HistogramSeries.Most} sets of labels of one histogram");
    private static readonly string TooManySeries = string.Create(CultureInfo.InvariantCulture, $"more than {ScalarReadings.Most} wanted series of one rank");

    private readonly List<Rank> _ranks = [];
    private readonly Rank _unlabelled = new("0", [], [], table);
    private readonly bool _hasParts = table.PartLabel.Length > 0;
    private int _lastFound;

    /// <summary>What the page says of the engine as a whole.</summary>
    public EngineReading Engine { get; } = new(table);

    /// <summary>The names of the model.</summary>
    public ModelNames Models { get; } = new();

    /// <summary>Wanted series of the engine's own families.</summary>
    public int EngineSeries { get; private set; }

    /// <summary>Wanted series that came twice.</summary>
    public int Duplicates { get; private set; }

    /// <summary>What the page has too much of, to be read; null where it keeps the bounds.</summary>
    public string? Excess { get; private set; }

    /// <summary>The ranks that the engine has shown, smallest first; the page as a whole where series carry no rank. After <see cref="Settle"/>.</summary>
    public List<Rank> Ranks { get; } = [];

    /// <summary>How many ranks one engine has, where several stand behind the address. After <see cref="Settle"/>.</summary>
    public double RanksAnEngine
    {
        get
        {
            var engines = 1;
            for (var i = 1; i < Ranks.Count; i++)
            {
                engines += Ranks[i].Instance.AsSpan().SequenceEqual(Ranks[i - 1].Instance) ? 0 : 1;
            }

            return (double)Ranks.Count / engines;
        }
    }

    /// <summary>Begins a page. Ranks and names that only a page has shown which was not accepted are forgotten.</summary>
    public void Begin()
    {
        _ranks.RemoveAll(static rank => !rank.IsAccepted);
        EngineSeries = 0;
        Duplicates = 0;
        Excess = null;
        Engine.Begin();
        Models.Begin();
        _unlabelled.Begin();
        foreach (var rank in _ranks)
        {
            rank.Begin();
        }
    }

    /// <summary>Takes the sample under the reader's cursor.</summary>
    /// <param name="name">Index of its name in the table.</param>
    /// <param name="reader">Stands on the sample.</param>
    public void Take(int name, scoped ref ExpositionReader reader)
    {
        var own = table.IsEngines[name];
        EngineSeries += own ? 1 : 0;
        var labels = new SeriesLabels(reader.Labels, table);
        if (_hasParts && labels.IsPart)
        {
            return;
        }

        if (own)
        {
            Models.Add(labels.Model);
            Engine.MarkGeneration(labels.HasRank ? table.RankGeneration : -1);
        }

        var rank = own && (labels.HasRank || !labels.Instance.IsEmpty) ? Find(labels.Instance, labels.Rank) : _unlabelled;
        foreach (var use in table.Uses(name))
        {
            if (rank is not null && use.Accepts(reader.Labels))
            {
                Take(use, rank, labels, ref reader);
            }
        }
    }

    /// <summary>
    /// Settles what the page shows of each rank. Series without rank are the page's own: alone they are rank "0"; beside ranks they count for the first, for what no rank shows by itself.
    /// </summary>
    public void Settle()
    {
        Ranks.Clear();
        if (table.InstanceLabels.Length > 0)
        {
            // An instance that is gone was replaced, by one of another name.
            ForgetUnseenRanks();
        }

        _unlabelled.Resolve();
        var taken = 0u;
        foreach (var rank in _ranks)
        {
            rank.Resolve();
            taken |= rank.Present;
            Ranks.Add(rank);
        }

        if (Ranks.Count == 0)
        {
            Ranks.Add(_unlabelled);
        }
        else
        {
            Ranks[0].Fill(_unlabelled, taken);
        }
    }

    /// <summary>The page at hand is one of the engine's: the ranks and names on it are remembered.</summary>
    public void Accept()
    {
        Models.Accept();
        foreach (var rank in _ranks)
        {
            rank.IsAccepted = true;
        }
    }

    /// <summary>The engine was restarted: ranks and names that the page at hand does not show are forgotten, and what the others had shown.</summary>
    public void ForgetOthers()
    {
        _ranks.RemoveAll(static rank => !rank.OnPage);
        Models.ForgetOthers();
        _unlabelled.Memory.Forget();
        foreach (var rank in _ranks)
        {
            rank.Memory.Forget();
        }

        Settle();
    }

    /// <summary>Ranks that the page at hand does not show are forgotten: where they fill the bounds, no page could be read any more.</summary>
    public void ForgetUnseenRanks() => _ranks.RemoveAll(static rank => !rank.OnPage);

    private void Take(SeriesUse use, Rank rank, in SeriesLabels labels, scoped ref ExpositionReader reader)
    {
        rank.OnPage |= use.Kind <= SeriesUseKind.Pulse;
        var isFirst = true;
        switch (use.Kind)
        {
            case SeriesUseKind.Scalar:
                isFirst = rank.Scalars.Add(new(use.Field, use.Preference, labels.Identity ^ use.Part, use.Translate(reader.Value), use.Part != 0 || RowFields.IsCounter(use.Field)));
                break;
            case SeriesUseKind.Bucket:
                var bound = NumberText.TryParse(labels.Bound, out var le) ? le : double.NaN;
                isFirst = rank.Histogram(use.Field, use.Preference, labels.Identity).SetBucket(bound, reader.Value);
                break;
            case SeriesUseKind.Sum:
                isFirst = rank.Histogram(use.Field, use.Preference, labels.Identity).SetSum(reader.Value);
                break;
            case SeriesUseKind.Count:
                isFirst = rank.Histogram(use.Field, use.Preference, labels.Identity).SetCount(reader.Value);
                break;
            case SeriesUseKind.Pulse:
                rank.AddPulse(reader.Value);
                break;
            case SeriesUseKind.CacheInfo:
                Engine.AddCacheInfo(reader.Labels);
                break;
            case SeriesUseKind.CacheNumber:
                Engine.AddCacheNumber((CacheQuantity)use.Preference, reader.Value);
                break;
            case SeriesUseKind.StartTime:
                Engine.AddStartTime(use.Preference, reader.Value);
                break;
            default:
                Engine.MarkGeneration(use.Preference);
                break;
        }

        Excess ??= rank.Scalars.IsOverfull ? TooManySeries : rank.HasOverfullHistogram ? TooManySets : null;
        Duplicates += isFirst ? 0 : 1;
    }

    private Rank? Find(ReadOnlySpan<byte> instance, ReadOnlySpan<byte> label)
    {
        if (_lastFound < _ranks.Count && _ranks[_lastFound].Is(instance, label))
        {
            return _ranks[_lastFound];
        }

        var at = 0;
        while (at < _ranks.Count && !_ranks[at].Is(instance, label))
        {
            at++;
        }

        _lastFound = at;
        if (at < _ranks.Count)
        {
            return _ranks[at];
        }

        var isTooLong = instance.Length + label.Length > LongestRankBytes;
        if (_ranks.Count == Wire.MaxRows || isTooLong)
        {
            Excess ??= isTooLong ? TooLongRank : TooManyRanks;
            return null;
        }

        return Insert(new Rank(Name(instance, label), instance.ToArray(), label.ToArray(), table));
    }

    // Sorted as numbers where they are numbers, so that rows keep their place whatever order a page comes in.
    private Rank Insert(Rank rank)
    {
        var at = _ranks.FindIndex(other => Compare(rank, other) < 0);
        _lastFound = at < 0 ? _ranks.Count : at;
        _ranks.Insert(_lastFound, rank);
        return rank;
    }

    private static string Name(ReadOnlySpan<byte> instance, ReadOnlySpan<byte> label) =>
        instance.IsEmpty ? SeriesLabels.Text(label) : label.IsEmpty ? SeriesLabels.Text(instance) : $"{SeriesLabels.Text(instance)}/{SeriesLabels.Text(label)}";

    // By what the labels mean, not by how the page writes them.
    private static int Compare(Rank one, Rank other) =>
        Compare(SeriesLabels.Unescaped(one.Instance), SeriesLabels.Unescaped(other.Instance)) is var order && order != 0
            ? order
            : Compare(SeriesLabels.Unescaped(one.Label), SeriesLabels.Unescaped(other.Label));

    private static int Compare(ReadOnlySpan<byte> one, ReadOnlySpan<byte> other) =>
        one.Length != other.Length ? one.Length.CompareTo(other.Length) : one.SequenceCompareTo(other);
}
