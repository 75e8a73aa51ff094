namespace Wva.Simulation.Engines;

/// <summary>What became of an offered request.</summary>
public enum OfferResult
{
    /// <summary>It waits, or begins with the next iteration.</summary>
    Queued,

    /// <summary>The engine is still starting: the connection is refused.</summary>
    Refused,

    /// <summary>Its prompt leaves no room for an answer (<see cref="EngineLimits.SequenceTokens"/>): HTTP 400.</summary>
    TooLong,
}
