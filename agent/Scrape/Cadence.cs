namespace Wva.Agent.Scrape;

/// <summary>Periods between the starts of two scrapes.</summary>
/// <param name="Sample">While the engine is at ease.</param>
/// <param name="Fast">Shortest one while it is busy.</param>
internal readonly record struct Cadence(TimeSpan Sample, TimeSpan Fast);
