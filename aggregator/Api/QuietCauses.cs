namespace Wva.Api;

/// <summary>The values of <see cref="QuietReplica.Cause"/>.</summary>
public static class QuietCauses
{
    /// <summary>Its agent has no open stream.</summary>
    public const string NoStream = "noStream";

    /// <summary>Its stream is open, and nothing has come for longer than it may be quiet.</summary>
    public const string NoWord = "noWord";

    /// <summary>Its agent cannot read the engine's page.</summary>
    public const string ScrapeFailed = "scrapeFailed";

    /// <summary>Its engine has work and does not move.</summary>
    public const string Stalled = "stalled";

    /// <summary>Its agent speaks, and no page has been read for too long, or ever.</summary>
    public const string NotRead = "notRead";

    /// <summary>Pages are read that lack what a decision needs.</summary>
    public const string MissingFields = "missingFields";
}
