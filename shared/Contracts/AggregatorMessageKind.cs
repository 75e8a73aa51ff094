namespace Wva.Contracts;

/// <summary>Kinds of message from aggregator to agent. A number that is not listed is a later protocol's: skip the message.</summary>
public enum AggregatorMessageKind
{
    /// <summary>The stream is taken; samples are welcome.</summary>
    Accepted = 0,

    /// <summary>Another cadence.</summary>
    Retune = 1,

    /// <summary>The stream is not taken, and ends.</summary>
    Refused = 2,
}
