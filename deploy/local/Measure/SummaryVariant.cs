namespace Wva.Local.Measure;

/// <summary>What became of a variant.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Cost">Its cost a replica and hour.</param>
/// <param name="Peak">Highest published value; null where none was.</param>
/// <param name="Final">Last published value; null where none was.</param>
internal sealed record SummaryVariant(string Name, double Cost, int? Peak, int? Final);
