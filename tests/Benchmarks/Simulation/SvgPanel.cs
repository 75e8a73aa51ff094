namespace Wva.Benchmarks.Simulation;

/// <summary>One panel of a chart: several series over the same x axis.</summary>
/// <param name="Title">What is shown, with its unit.</param>
/// <param name="IsScatter">Dots in place of a line.</param>
/// <param name="Series">The series, drawn in order.</param>
internal sealed record SvgPanel(string Title, bool IsScatter, IReadOnlyList<SvgSeries> Series);
