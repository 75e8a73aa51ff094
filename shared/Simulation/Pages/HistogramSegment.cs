using System.Buffers;
using System.Text;
using Wva.Simulation.Engines;

namespace Wva.Simulation.Pages;

/// <summary>The series of one histogram: buckets, count and sum, in the order of prometheus_client.</summary>
internal sealed class HistogramSegment : PageSegment
{
    private readonly Func<PageFigures, EngineHistogram> _histogram;
    private readonly byte[][] _buckets;
    private readonly byte[] _count;
    private readonly byte[] _sum;

    /// <param name="name">Name of the family.</param>
    /// <param name="labels">Labels of each series, <c>le</c> apart.</param>
    /// <param name="bounds">Upper bounds, +Inf last; those of the histogram.</param>
    /// <param name="histogram">The histogram.</param>
    public HistogramSegment(string name, (string Name, string Value)[] labels, ReadOnlySpan<double> bounds, Func<PageFigures, EngineHistogram> histogram)
    {
        _histogram = histogram;
        _buckets = [.. bounds.ToArray().Select(bound => Bytes($"{name}_bucket{PageLabels.Text([.. labels, ("le", PythonNumber.Text(bound))])} "))];
        _count = Bytes($"{name}_count{PageLabels.Text(labels)} ");
        _sum = Bytes($"{name}_sum{PageLabels.Text(labels)} ");
    }

    public override void Write(IBufferWriter<byte> output, PageFigures figures)
    {
        var histogram = _histogram(figures);
        var below = 0.0;
        for (var i = 0; i < _buckets.Length; i++)
        {
            below += histogram.Buckets[i];
            Line(output, _buckets[i], below);
        }

        Line(output, _count, histogram.Count);
        Line(output, _sum, histogram.Sum);
    }

    private static byte[] Bytes(string text) => Encoding.UTF8.GetBytes(text);
}
