namespace Wva.Agent.Scrape;

/// <summary>The period in force.</summary>
/// <param name="Period">Time between the starts of two scrapes.</param>
/// <param name="Reason">Why.</param>
internal readonly record struct CadenceChoice(TimeSpan Period, CadenceReason Reason);
