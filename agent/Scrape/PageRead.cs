using Wva.Telemetry.Sampling;

namespace Wva.Agent.Scrape;

/// <summary>What came of one scrape.</summary>
/// <param name="Fault">Why there is no page; None where there is one.</param>
/// <param name="Error">The same in words, without numbers that change from scrape to scrape; null where there is a page.</param>
/// <param name="Page">What the sampler says of it; meaningless unless the page was read to its end.</param>
/// <param name="ReadTime">From asking to the last byte.</param>
internal readonly record struct PageRead(ScrapeFault Fault, string? Error, PageResult Page, TimeSpan ReadTime);
