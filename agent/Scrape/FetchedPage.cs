namespace Wva.Agent.Scrape;

/// <summary>What came of asking for a page.</summary>
/// <param name="Fault">Why it did not come whole; None where it did, whatever it is a page of.</param>
/// <param name="Error">The same in words, without numbers that change from time to time; null where it came.</param>
/// <param name="Bytes">Length of what came.</param>
/// <param name="ReadTime">From asking to the last byte.</param>
internal readonly record struct FetchedPage(ScrapeFault Fault, string? Error, long Bytes, TimeSpan ReadTime);
