namespace Wva.Agent.Scrape;

/// <summary>Why a scrape gave no page.</summary>
internal enum ScrapeFault
{
    /// <summary>It gave one.</summary>
    None,

    /// <summary>No connection: nothing listens, no such host.</summary>
    Unreachable,

    /// <summary>No TLS where HTTPS was asked for, or a certificate that is not trusted.</summary>
    Untrusted,

    /// <summary>Not whole before the deadline.</summary>
    Timeout,

    /// <summary>Another HTTP status than 200, or a coding that was not asked for.</summary>
    Status,

    /// <summary>A second redirect, or one to another host.</summary>
    Redirect,

    /// <summary>Longer than the limit.</summary>
    TooLong,

    /// <summary>Broken off in the middle.</summary>
    Broken,

    /// <summary>A page, but none of an engine.</summary>
    NotAnEngine,
}
