using System.Buffers;

namespace Wva.Simulation.Pages;

/// <summary>
/// Writes the whole <c>/metrics</c> of a simulated vLLM: family for family, label for label, bound for bound and in the order of a recorded one of vLLM 0.32 with one rank.
/// What never changes is laid out once; a page is then copied text and numbers.
/// </summary>
public sealed class EnginePage
{
    private const double MillisecondsPerSecond = 1000;

    private readonly PageSegment[] _common;
    private readonly PageSegment[] _unanswered;
    private readonly PageSegment[] _answered;

    /// <summary>Lays out the pages of an engine.</summary>
    /// <param name="options">What never changes while it runs.</param>
    public EnginePage(PageOptions options)
    {
        var startedAt = options.StartedAt.ToUnixTimeMilliseconds() / MillisecondsPerSecond;
        var labels = new EngineLabels(options.Model);
        var common = new PageBuilder(startedAt);
        ProcessFamilies.AddTo(common, startedAt);
        EngineFamilies.AddTo(common, labels);
        EngineHistogramFamilies.AddTo(common, labels, options.Limits.SequenceTokens);
        CacheConfigFamily.AddTo(common, options);
        _common = common.Build();
        _unanswered = Http(startedAt, hasAnswered: false);
        _answered = Http(startedAt, hasAnswered: true);
    }

    /// <summary>Writes a page.</summary>
    /// <param name="figures">Its numbers.</param>
    /// <param name="output">Where it goes.</param>
    public void Write(PageFigures figures, IBufferWriter<byte> output)
    {
        foreach (var segment in _common)
        {
            segment.Write(output, figures);
        }

        foreach (var segment in figures.Http.Requests > 0 ? _answered : _unanswered)
        {
            segment.Write(output, figures);
        }
    }

    private static PageSegment[] Http(double startedAt, bool hasAnswered)
    {
        var page = new PageBuilder(startedAt);
        HttpFamilies.AddTo(page, hasAnswered);
        return page.Build();
    }
}
