using System.Globalization;
using System.Security;
using System.Text;

namespace Wva.Benchmarks.Simulation;

/// <summary>Draws panels one below the other over one x axis, as a page of SVG that needs nothing else.</summary>
internal sealed class SvgChart
{
    private const int Width = 960;
    private const int Left = 64;
    private const int Right = 16;
    private const int Top = 40;
    private const int PanelHeight = 128;
    private const int PanelGap = 34;
    private const int XTicks = 10;
    private const int MostYTicks = 4;

    private const double Least = 1e-9;

    private readonly StringBuilder _svg = new();
    private readonly double _maxX;

    private SvgChart(double maxX) => _maxX = maxX;

    /// <summary>Draws it.</summary>
    /// <param name="panels">The panels, from the top.</param>
    /// <param name="maxX">Where the x axis ends; it begins with 0.</param>
    /// <param name="shadedUntil">The part of the axis that is shaded, from 0 on.</param>
    /// <param name="legend">Colours and what they mean.</param>
    public static string Draw(IReadOnlyList<SvgPanel> panels, double maxX, double shadedUntil, IReadOnlyList<(string Colour, string Text)> legend)
    {
        var chart = new SvgChart(maxX);
        var height = Top + (panels.Count * (PanelHeight + PanelGap));
        chart.Line($"<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {Width} {height}\" font-family=\"sans-serif\" font-size=\"11\">");
        chart.Line($"<rect width=\"{Width}\" height=\"{height}\" fill=\"#ffffff\"/>");
        chart.Legend(legend);
        for (var i = 0; i < panels.Count; i++)
        {
            chart.Panel(panels[i], Top + (i * (PanelHeight + PanelGap)), shadedUntil);
        }

        chart.Line($"</svg>");
        return chart._svg.ToString();
    }

    private void Legend(IReadOnlyList<(string Colour, string Text)> legend)
    {
        var x = Left;
        foreach (var (colour, text) in legend)
        {
            Line($"<rect x=\"{x}\" y=\"8\" width=\"14\" height=\"8\" fill=\"{colour}\"/><text x=\"{x + 18}\" y=\"16\">{SecurityElement.Escape(text)}</text>");
            x += 40 + (6 * text.Length);
        }
    }

    private void Panel(SvgPanel panel, int top, double shadedUntil)
    {
        var bottom = top + PanelHeight;
        var highest = panel.Series.SelectMany(series => series.Points).Select(point => point.Y).Where(double.IsFinite).DefaultIfEmpty(1).Max();
        var step = NiceStep(highest / MostYTicks);
        var ticks = (int)Math.Ceiling(highest / step);
        var maxY = step * ticks;
        Line($"<rect x=\"{Left}\" y=\"{top}\" width=\"{X(shadedUntil) - Left:F1}\" height=\"{PanelHeight}\" fill=\"#f0f0f0\"/>");
        Line($"<text x=\"{Left}\" y=\"{top - 5}\" font-weight=\"bold\">{SecurityElement.Escape(panel.Title)}</text>");
        for (var tick = 0; tick <= ticks; tick++)
        {
            var y = bottom - (PanelHeight * tick / ticks);
            Line($"<line x1=\"{Left}\" x2=\"{Width - Right}\" y1=\"{y}\" y2=\"{y}\" stroke=\"#dddddd\"/><text x=\"{Left - 6}\" y=\"{y + 4}\" text-anchor=\"end\">{tick * step}</text>");
        }

        var xStep = NiceStep(_maxX / XTicks);
        for (var x = 0.0; x <= _maxX; x += xStep)
        {
            Line($"<text x=\"{X(x):F1}\" y=\"{bottom + 13}\" text-anchor=\"middle\" fill=\"#555555\">{x} s</text>");
        }

        foreach (var series in panel.Series)
        {
            var points = series.Points.Where(point => double.IsFinite(point.Y)).Select(point => (X: X(point.X), Y: bottom - (PanelHeight * point.Y / maxY)));
            if (panel.IsScatter)
            {
                // A path of dots: a line of no length with round ends is one.
                Line($"<path d=\"{string.Concat(points.Select(point => Text($"M{point.X:F1} {point.Y:F1}h0")))}\" stroke=\"{series.Colour}\" stroke-width=\"2.4\" stroke-linecap=\"round\" fill=\"none\"/>");
            }
            else
            {
                Line($"<polyline points=\"{string.Join(' ', points.Select(point => Text($"{point.X:F1},{point.Y:F1}")))}\" stroke=\"{series.Colour}\" stroke-width=\"1.4\" fill=\"none\"/>");
            }
        }
    }

    // 1, 2, 2.5 or 5 times a power of ten, and no less than asked for.
    private static double NiceStep(double atLeast)
    {
        var power = Math.Pow(10, Math.Floor(Math.Log10(Math.Max(atLeast, Least))));
        return power * new[] { 1, 2, 2.5, 5, 10 }.First(factor => factor * power >= atLeast * (1 - Least));
    }

    private double X(double value) => Left + ((Width - Left - Right) * value / _maxX);

    private void Line(FormattableString text) => _svg.Append(Text(text)).Append('\n');

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
