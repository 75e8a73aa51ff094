namespace Wva.Agent.Scrape;

/// <summary>An answer whose head has come: a page to read, or why it is none.</summary>
/// <param name="Response">The answer with status 200; null where there is none.</param>
/// <param name="Fault">Why there is none.</param>
/// <param name="Error">The same in words.</param>
internal readonly record struct PageAnswer(HttpResponseMessage? Response, ScrapeFault Fault, string? Error);
