namespace Wva.Agent.Stream;

/// <summary>What the end of a stream means for the next try.</summary>
internal enum StreamEndKind
{
    /// <summary>The aggregator ended it with OK, before the credentials it was opened with expire: come back at once.</summary>
    Ended,

    /// <summary>Not reached, not trusted, or broken off.</summary>
    Broken,

    /// <summary>The aggregator does not want this agent now.</summary>
    Refused,

    /// <summary>The aggregator speaks another version of the protocol, or none.</summary>
    Mismatch,

    /// <summary>RESOURCE_EXHAUSTED: this agent was too fast.</summary>
    Exhausted,
}
