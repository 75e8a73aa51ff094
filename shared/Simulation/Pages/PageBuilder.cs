using System.Text;
using Wva.Simulation.Engines;

namespace Wva.Simulation.Pages;

/// <summary>Lays out a page family by family, in the manner of prometheus_client: a counter and a histogram have a family of their own that says when they began.</summary>
/// <param name="createdAtSeconds">When that was, Unix seconds.</param>
internal sealed class PageBuilder(double createdAtSeconds)
{
    private readonly List<PageSegment> _segments = [];

    public PageSegment[] Build() => [.. _segments];

    public void Gauge(string name, string help, params (string Labels, Func<PageFigures, double> Value)[] series)
    {
        Announce(name, help, "gauge");
        Add(name, series);
    }

    /// <summary>A counter.</summary>
    /// <param name="name">Its name without <c>_total</c>.</param>
    /// <param name="help">Its help.</param>
    /// <param name="series">Its series.</param>
    public void Counter(string name, string help, params (string Labels, Func<PageFigures, double> Value)[] series)
    {
        CounterWithoutCreated(name, help, series);
        Created(name, help, [.. series.Select(static one => one.Labels)]);
    }

    /// <summary>A counter of Python's own, which does not say when it began; or one without a series yet.</summary>
    /// <inheritdoc cref="Counter"/>
    public void CounterWithoutCreated(string name, string help, params (string Labels, Func<PageFigures, double> Value)[] series)
    {
        Announce(name + "_total", help, "counter");
        Add(name + "_total", series);
    }

    public void Histogram(string name, string help, (string Name, string Value)[] labels, ReadOnlySpan<double> bounds, Func<PageFigures, EngineHistogram> histogram)
    {
        Announce(name, help, "histogram");
        _segments.Add(new HistogramSegment(name, labels, bounds, histogram));
        Created(name, help, PageLabels.Text(labels));
    }

    /// <summary>A summary without quantiles.</summary>
    public void Summary(string name, string help, string labels, Func<PageFigures, double> count, Func<PageFigures, double> sum)
    {
        Announce(name, help, "summary");
        Add(name + "_count", (labels, count));
        Add(name + "_sum", (labels, sum));
        Created(name, help, labels);
    }

    /// <summary>HELP and TYPE alone: what a labelled family has before its first series.</summary>
    public void Announce(string name, string help, string kind) => Text($"# HELP {name} {help}\n# TYPE {name} {kind}\n");

    private void Created(string name, string help, params string[] labels) =>
        Gauge(name + "_created", help, [.. labels.Select(one => (one, (Func<PageFigures, double>)(_ => createdAtSeconds)))]);

    private void Add(string name, params (string Labels, Func<PageFigures, double> Value)[] series)
    {
        foreach (var (labels, value) in series)
        {
            _segments.Add(new ValueSegment(Encoding.UTF8.GetBytes($"{name}{labels} "), value));
        }
    }

    private void Text(string text) => _segments.Add(new TextSegment(Encoding.UTF8.GetBytes(text)));
}
