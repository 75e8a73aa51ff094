namespace Wva.Fleet;

/// <summary>Why the numbers of a pod are not of now. Where several hold, the first of them.</summary>
public enum QuietCause
{
    /// <summary>Its agent has no open stream, or never had one.</summary>
    NoStream,

    /// <summary>Its stream is open, and nothing has come for longer than it may be quiet.</summary>
    NoWord,

    /// <summary>Its agent says that it cannot read the engine's page.</summary>
    ScrapeFailed,

    /// <summary>Its engine has work and does not move.</summary>
    Stalled,

    /// <summary>Its agent speaks, and no page has been read, or none for longer than a silent replica may take.</summary>
    NotRead,

    /// <summary>Pages are read that do not say what a decision needs: a rank is missing, a gauge is old or absent.</summary>
    MissingFields,
}
