namespace Wva.Agent.Stream;

/// <summary>What the end of a stream means for the next try.</summary>
internal enum StreamEndKind
{
    /// <summary>The aggregator ended it with OK, before the credentials it was opened with expire: come back at once.</summary>
    Ended,

    /// <summary>No call was made: a file that it takes, of the token or of authorities, cannot be used.</summary>
    Unopened,

    /// <summary>Reached, but its certificate is not accepted.</summary>
    Untrusted,

    /// <summary>Not reached, or broken off.</summary>
    Broken,

    /// <summary>The aggregator does not want this agent now.</summary>
    Refused,

    /// <summary>The aggregator speaks another version of the protocol, or none.</summary>
    Mismatch,

    /// <summary>RESOURCE_EXHAUSTED: this agent was too fast.</summary>
    Exhausted,
}
