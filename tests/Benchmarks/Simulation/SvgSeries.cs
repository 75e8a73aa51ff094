namespace Wva.Benchmarks.Simulation;

/// <summary>One series of a chart.</summary>
/// <param name="Colour">Its colour, as SVG writes it.</param>
/// <param name="Points">Its points, x rising.</param>
internal sealed record SvgSeries(string Colour, IReadOnlyList<(double X, double Y)> Points);
