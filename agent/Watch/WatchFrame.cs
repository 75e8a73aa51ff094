using Wva.Agent.Scrape;
using Wva.Contracts;

namespace Wva.Agent.Watch;

/// <summary>All that a view shows of one scrape. Its parts are reused: a view keeps none of them.</summary>
internal sealed record WatchFrame
{
    /// <summary>Where the page is.</summary>
    public required Uri Url { get; init; }

    /// <summary>Time of day.</summary>
    public required DateTimeOffset Now { get; init; }

    /// <summary>The engine's description; null before its first page.</summary>
    public required EngineDescription? Engine { get; init; }

    /// <summary>What the page says; stale where it was not read.</summary>
    public required Sample Sample { get; init; }

    /// <summary>What changed since the good page before.</summary>
    public required ChangeTracker Changes { get; init; }

    /// <summary>The engine has begun anew since the page before.</summary>
    public required bool Restarted { get; init; }

    /// <summary>Time between two scrapes as it is in force, and why.</summary>
    public required CadenceChoice Cadence { get; init; }

    /// <summary>The scrape is under way for so long; null where it is over.</summary>
    public TimeSpan? Pending { get; init; }

    /// <summary>Pages read.</summary>
    public required long PagesRead { get; init; }

    /// <summary>Scrapes that gave no page.</summary>
    public required long Failures { get; init; }

    /// <summary>Use of the KV cache, the fullest rank's.</summary>
    public required History KvCacheUsage { get; init; }

    /// <summary>Requests waiting, of all ranks.</summary>
    public required History Waiting { get; init; }
}
