using Wva.Contracts;

namespace Wva.Agent.Scrape;

/// <summary>Where scrapes go. The scrape never waits for it.</summary>
internal interface ISampleSink
{
    /// <summary>Takes over a copy of what a scrape gave; a failed one too.</summary>
    void Publish(Sample sample, ScrapeFacts facts);
}
