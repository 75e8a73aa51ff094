namespace Wva.Aggregator.Ingest;

/// <summary>Why a stream is ended by us; the place in <see cref="IngestCounters.RefusalReasons"/>.</summary>
internal enum StreamRefusal
{
    /// <summary>Another version of the wire.</summary>
    Protocol = 0,

    /// <summary>It does not say which pod it speaks of.</summary>
    Identity = 1,

    /// <summary>Too many messages a second.</summary>
    Rate = 2,

    /// <summary>A message that cannot be read, or in the wrong place.</summary>
    Malformed = 3,

    /// <summary>No Hello in time.</summary>
    Late = 4,

    /// <summary>Another stream speaks for its pod.</summary>
    Replaced = 5,
}
