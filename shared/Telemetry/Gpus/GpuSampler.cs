using Wva.Contracts;
using Wva.Telemetry.Exposition;

namespace Wva.Telemetry.Gpus;

/// <summary>
/// Turns the pages of a node's DCGM exporter into the rows of one pod's own GPUs. A page is <see cref="Begin"/>, <see cref="Feed"/> as often as there are bytes, <see cref="End"/>;
/// or <see cref="Fail"/> where it could not be fetched. Allocates nothing while the GPUs stay the same. Not thread-safe.
/// </summary>
public sealed class GpuSampler : IPageReader
{
    /// <summary>Most GPUs of one pod; further ones, by their ids, are left out.</summary>
    public const int MaxRows = 32;

    private readonly GpuOwner _owner;
    private readonly GpuReading _page;
    private readonly PageOpening _opening = new();
    private ExpositionReaderState _state;

    /// <summary>Makes a sampler that has seen nothing.</summary>
    public GpuSampler(GpuOwner owner)
    {
        _owner = owner;
        _page = new GpuReading(owner);
    }

    /// <inheritdoc/>
    public void Begin()
    {
        _state = default;
        _opening.Clear();
        _page.Begin();
    }

    /// <inheritdoc/>
    public int Feed(ReadOnlySpan<byte> data, bool isFinal)
    {
        _opening.Look(data);
        var reader = new ExpositionReader(data, isFinal, GpuTable.Metrics, _state);
        while (reader.Read())
        {
            _page.Take(ref reader);
        }

        _state = reader.CurrentState;
        _opening.Read(data[..reader.BytesConsumed]);
        return reader.BytesConsumed;
    }

    /// <inheritdoc/>
    public void SkipLine()
    {
        _state = _state with { BadLines = _state.BadLines + 1 };
        _opening.SkipLine();
    }

    /// <summary>Ends the page and puts the pod's GPUs into <paramref name="sample"/> in place of those that are there. Where it was no page of the pod's node, does what <see cref="Fail"/> does.</summary>
    /// <param name="sample">Everything but its GPUs is left alone. The age of the values is 0: the exporter does not say when it has taken them.</param>
    /// <param name="uptime">When the page was read, by a clock that is never set: only differences count. Null for a page that stands for itself, which then need not wait for others
    /// that might name a pod.</param>
    public GpuPageResult End(Sample sample, TimeSpan? uptime = null)
    {
        _page.Settle(uptime);
        var verdict = Judge();
        if (verdict == GpuPageVerdict.Read)
        {
            GpuRowWriter.Write(_page.Own, MaxRows, sample);
        }
        else
        {
            Fail(sample);
        }

        return new GpuPageResult
        {
            Verdict = verdict,
            Problem = verdict == GpuPageVerdict.Read ? null : Describe(verdict),
            OnPage = _page.OnPage,
            Own = _page.Own.Count,
            BadLines = _state.BadLines,
        };
    }

    /// <summary>The page could not be fetched: every known field of every GPU becomes stale and keeps its number, never zero.</summary>
    public static void Fail(Sample sample)
    {
        for (var i = 0; i < sample.Gpus.Count; i++)
        {
            sample.Gpus[i].MarkStale();
        }
    }

    /// <summary>Reads a whole page at once.</summary>
    public GpuPageResult Read(ReadOnlySpan<byte> page, Sample sample, TimeSpan? uptime = null)
    {
        Begin();
        Feed(page, isFinal: true);
        return End(sample, uptime);
    }

    private GpuPageVerdict Judge()
    {
        var isDcgm = _page.Series > 0 || _opening.FirstLineMentions(GpuTable.Prefix);
        return _opening.IsBlank ? GpuPageVerdict.Empty
            : _opening.IsHtml ? GpuPageVerdict.Html
            : !isDcgm && _opening.MayBeJson ? GpuPageVerdict.Json
            : !isDcgm ? GpuPageVerdict.NoDcgmFamilies
            : _state.Truncated ? GpuPageVerdict.Truncated
            : _page.OnPage > 0 && _page.Own.Count == 0 && !_page.IsOurNode ? GpuPageVerdict.NotOurNode
            : GpuPageVerdict.Read;
    }

    // No numbers: a page that differs in length each time is still one cause, and one log line.
    private string Describe(GpuPageVerdict verdict) => verdict switch
    {
        GpuPageVerdict.Empty => "the page is empty: the exporter is loading its configuration, or sees no GPU",
        GpuPageVerdict.Html => $"HTML came instead of metrics, beginning with '{_opening}'",
        GpuPageVerdict.Json => $"JSON came instead of metrics, beginning with '{_opening}'",
        GpuPageVerdict.Truncated => "the page ends in the middle of a line",
        GpuPageVerdict.NotOurNode => DescribeNode(),
        _ => $"it is no page of NVIDIA's DCGM exporter: no series that is read begins with '{DcgmMetrics.Prefix}' (the page begins with '{_opening}')",
    };

    private string DescribeNode()
    {
        var origin = _page.Host.Length == 0 ? "the page does not say of which node it is" : $"the page says that it is of '{_page.Host}'";
        var node = _owner.Node.Length == 0 ? "the pod's node is not known" : $"the pod's node is '{_owner.Node}'";
        return $"none of its GPUs is the pod's, and it may be another node's: {origin}, {node}";
    }
}
