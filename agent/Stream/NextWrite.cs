namespace Wva.Agent.Stream;

/// <summary>What a stream writes next.</summary>
internal enum NextWrite
{
    /// <summary>Nothing is due.</summary>
    Nothing,

    /// <summary>The engine's description.</summary>
    Engine,

    /// <summary>A sample with everything.</summary>
    FullSample,

    /// <summary>What changed since the last sample.</summary>
    Sample,

    /// <summary>That nothing changed.</summary>
    Heartbeat,
}
