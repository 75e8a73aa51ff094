namespace Wva.Agent.Stream;

/// <summary>What there is to say on a stream.</summary>
/// <param name="HasEngine">The engine must be described (again).</param>
/// <param name="HasSample">There has been a scrape at all.</param>
/// <param name="HasChanges">The newest sample differs from the last one written.</param>
internal readonly record struct StreamNews(bool HasEngine, bool HasSample, bool HasChanges);
