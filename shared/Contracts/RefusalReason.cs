namespace Wva.Contracts;

/// <summary>Why an aggregator does not take a stream.</summary>
public enum RefusalReason
{
    /// <summary>Another reason than those below, or one that a later aggregator knows.</summary>
    Unspecified = 0,

    /// <summary>The agent speaks a protocol that this aggregator does not.</summary>
    Protocol = 1,

    /// <summary>The agent's identity is missing, wrong, or not that of the pod which it names.</summary>
    Identity = 2,

    /// <summary>The aggregator has no room for another stream now.</summary>
    Overloaded = 3,
}
