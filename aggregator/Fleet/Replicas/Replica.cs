using Wva.Contracts;

namespace Wva.Fleet.Replicas;

/// <summary>The ledger's entry of one pod, by UID: it outlives its streams, so that a reconnect costs nothing.</summary>
internal sealed class Replica(ReplicaIdentity identity)
{
    private readonly RankTable _ranks = new();
    private bool _restartTold;
    private bool _isAnotherEngine;

    public ReplicaIdentity Identity { get; private set; } = identity;

    /// <summary>Its open stream; null where it has none.</summary>
    public ReplicaStream? Stream { get; private set; }

    /// <summary>When its last stream ended; null where it never had one.</summary>
    public DateTimeOffset? ClosedAt { get; private set; }

    public EngineDescription? Engine { get; private set; }

    public double? KvCapacityTokens => Engine?.KvCapacityTokens;

    public IReadOnlyList<RankRow> Rows => _ranks.Rows;

    /// <summary>Why its engine's page could not be read the last time; null where it could.</summary>
    public string? Error { get; private set; }

    /// <summary>Since when its engine's page cannot be read; null while it can.</summary>
    public DateTimeOffset? FailingSince { get; private set; }

    /// <summary>Since when its engine has work and does not move; null while it does.</summary>
    public DateTimeOffset? StalledAt { get; private set; }

    public bool IsStalled => StalledAt is not null;

    /// <summary>How often its engine has been another one: what the one before had not told yet is lost.</summary>
    public int Restarts { get; private set; }

    /// <summary>When its agent was last heard; null where it never was.</summary>
    public DateTimeOffset? HeardAt { get; private set; }

    /// <summary>When its engine's page was last read successfully; null where it never was.</summary>
    public DateTimeOffset? ReadAt { get; private set; }

    /// <summary>Known from before a restart of ours, and from when we could have heard it again.</summary>
    public (DateTimeOffset LastSeen, DateTimeOffset At)? Restored { get; private set; }

    /// <summary>When its agent was last heard, before a restart of ours too; null where it never was.</summary>
    public DateTimeOffset? LastSeen => HeardAt ?? Restored?.LastSeen;

    /// <summary>What its pod and its variant have shown of it.</summary>
    public PodHistory History { get; } = new();

    public ReplicaStream Open(ReplicaIdentity identity, DateTimeOffset now)
    {
        Identity = identity;
        HeardAt = now;
        return Stream = new ReplicaStream(identity, this);
    }

    public void Close(DateTimeOffset now) => (Stream, ClosedAt) = (null, now);

    public void Restore(KnownReplica known, DateTimeOffset now)
    {
        Restored = (known.LastSeen, now);
        History.Variant ??= known.Variant;
        History.HasServed |= known.Served;
    }

    /// <summary>Where its rows call for a decision at once, by its model's policy; null takes the fleet's.</summary>
    public Pressure? Pressure { get; set; }

    public void Learn(EngineDescription engine, DateTimeOffset now)
    {
        // Every stream begins with an Engine, so only a later start is word of a restart. Counting from zero needs more: that no page of the new
        // engine was read yet, by two clocks; without that the counters tell.
        var startedLater = engine.StartedAt - Engine?.StartedAt > FleetTimes.SameStart;
        _isAnotherEngine |= startedLater;
        _restartTold |= startedLater && ReadAt < engine.StartedAt;
        Engine = engine;
        HeardAt = now;
    }

    /// <summary>Takes a sample; gives how many requests it proves to have arrived.</summary>
    public double Apply(Sample sample, FleetOptions options, DateTimeOffset now, out bool pressed)
    {
        HeardAt = now;
        StalledAt = sample.Stalled ? StalledAt ?? now : null;
        Error = sample.Error;
        FailingSince = Error is null ? null : FailingSince ?? now;
        pressed = false;
        var at = ReadTime(sample.ScrapeAgeSeconds, now) ?? (Error is null ? now : ReadAt);
        if (at is not { } readAt)
        {
            return 0;
        }

        ReadAt = readAt;
        if (sample.Rows.Count > 0 && (_restartTold || _ranks.WentBack(sample)))
        {
            _restartTold = false;
            Restarts++;
            _ranks.Restart(sample);
        }

        if (_isAnotherEngine && sample.Rows.Count > 0 && Error is null)
        {
            _isAnotherEngine = false;
            Restarts++;
            _ranks.DropMissing(sample);
        }

        var arrived = 0.0;
        var pressure = Pressure ?? new Pressure(options.KvPressure, options.WaitingPressure);
        for (var i = 0; i < sample.Rows.Count; i++)
        {
            var row = _ranks.Of(sample.Rows[i].Rank);
            var before = (row.Arrived, row.KvCacheUsage, row.Waiting);
            row.Observe(sample.Rows[i], Error is not null, readAt);
            arrived += row.Arrived - before.Arrived;
            pressed |= !row.IsStale && !IsStalled
                && (Crosses(before.KvCacheUsage, row.KvCacheUsage, pressure.KvCacheUsage) || Crosses(before.Waiting, row.Waiting, pressure.Waiting));
        }

        _ranks.MarkMissing(sample, now);
        return arrived;
    }

    /// <summary>The agent lives, and its page had not changed when it was last read.</summary>
    public void Heartbeat(double? scrapeAgeSeconds, DateTimeOffset now)
    {
        HeardAt = now;
        if (ReadTime(scrapeAgeSeconds, now) is not { } readAt)
        {
            return;
        }

        ReadAt = readAt;
        _ranks.Confirm(readAt);
    }

    public Freshness FreshnessAt(DateTimeOffset now, TimeSpan quietLimit)
    {
        var readSince = ReadAt ?? Restored?.At;
        var unread = now - readSince;
        double? silent = unread > FleetTimes.SilentAfter ? (unread.Value - FleetTimes.SilentAfter).TotalSeconds : null;
        silent ??= (now - StalledAt)?.TotalSeconds; // an engine that hangs is as silent as one that cannot be read, and holds no longer
        var isStale = IsUnheard(now, quietLimit) || Error is not null || IsStalled || ReadAt is null || silent is not null;
        double? age = ReadAt is { } readAt ? Math.Max(0, (now - readAt).TotalSeconds) : null;
        return new Freshness(isStale, age, silent);
    }

    /// <summary>Nothing has come from its agent for too long. A time ahead of now is a clock that was set back: as little proof of life as one long past.</summary>
    public bool IsUnheard(DateTimeOffset now, TimeSpan quietLimit) => HeardAt is not { } heardAt || (now - heardAt).Duration() > quietLimit;

    /// <summary>Where no target lists pods: true until the replica has been silent for 10 minutes.</summary>
    public bool CountsAt(DateTimeOffset now)
    {
        var since = History.HasServed ? ReadAt ?? Restored?.At ?? HeardAt : HeardAt ?? Restored?.At;
        return now - since <= FleetTimes.SilentAfter + FleetTimes.PatienceWithLost;
    }

    private static DateTimeOffset? ReadTime(double? ageSeconds, DateTimeOffset now) =>
        ageSeconds is { } age && double.IsFinite(age)
            ? now - TimeSpan.FromSeconds(Math.Clamp(age, 0, FleetTimes.GreatestAge.TotalSeconds))
            : null;

    private static bool Crosses(double? before, double? after, double threshold) => after >= threshold && !(before >= threshold);
}
