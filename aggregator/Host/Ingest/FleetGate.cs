using System.Collections.Immutable;
using Wva.Contracts;
using Wva.Fleet;
using Wva.Scaling.Inputs;

namespace Wva.Aggregator.Ingest;

/// <summary>The ledger's one door: a lock around each call, held for a copy of numbers and never for input or output.</summary>
internal sealed class FleetGate
{
    private static readonly TimeSpan GreatestAge = TimeSpan.FromDays(1);

    private readonly Lock _gate = new();
    private readonly FleetOptions _options = new();
    private readonly FleetLedger _ledger;
    private readonly Doorbell _bell;
    private readonly TimeProvider _time;
    private DateTimeOffset? _crossedAt;

    /// <summary>An empty fleet.</summary>
    /// <param name="bell">Rung where a sample shows a threshold crossed.</param>
    /// <param name="time">The clock of all that comes in.</param>
    public FleetGate(Doorbell bell, TimeProvider time)
    {
        (_bell, _time) = (bell, time);
        _ledger = new FleetLedger(_options);
    }

    /// <inheritdoc cref="FleetLedger.RequestsCounted"/>
    public double RequestsCounted
    {
        get
        {
            lock (_gate)
            {
                return _ledger.RequestsCounted;
            }
        }
    }

    /// <summary>A stream is open.</summary>
    public ReplicaStream Open(ReplicaIdentity identity)
    {
        lock (_gate)
        {
            return _ledger.Open(identity, _time.GetUtcNow());
        }
    }

    /// <summary>A stream has told of its engine.</summary>
    public void Learn(ReplicaStream stream, EngineDescription engine)
    {
        lock (_gate)
        {
            _ledger.Learn(stream, engine, _time.GetUtcNow());
        }
    }

    /// <summary>A sample has come; copied. Rings where it shows a threshold crossed.</summary>
    public void Apply(ReplicaStream stream, Sample sample)
    {
        bool crossed;
        lock (_gate)
        {
            var now = _time.GetUtcNow();
            crossed = _ledger.Apply(stream, sample, now);
            if (crossed)
            {
                // The earliest one counts: what comes until the cycle runs is decided with it.
                _crossedAt ??= now - ScrapeAge(sample);
            }
        }

        if (crossed)
        {
            _bell.Ring();
        }
    }

    // An agent may say anything: what is no age, or older than a day, must not end its stream or spoil the histogram.
    private static TimeSpan ScrapeAge(Sample sample) =>
        sample.ScrapeAgeSeconds is { } age && double.IsFinite(age) ? TimeSpan.FromSeconds(Math.Clamp(age, 0, GreatestAge.TotalSeconds)) : TimeSpan.Zero;

    /// <summary>Nothing has changed at a replica.</summary>
    public void Heartbeat(ReplicaStream stream, double? scrapeAgeSeconds)
    {
        lock (_gate)
        {
            _ledger.Heartbeat(stream, scrapeAgeSeconds, _time.GetUtcNow());
        }
    }

    /// <summary>A stream has ended.</summary>
    public void Close(ReplicaStream stream)
    {
        lock (_gate)
        {
            _ledger.Close(stream, _time.GetUtcNow());
        }
    }

    /// <summary>The fleet as it stands now.</summary>
    /// <param name="variants">Variants in force.</param>
    /// <param name="policy">The policy in force: its triggers are the thresholds whose crossing rings from now on.</param>
    /// <param name="now">The time.</param>
    public FleetReading Read(IReadOnlyList<VariantInput> variants, ScalingPolicy policy, DateTimeOffset now)
    {
        lock (_gate)
        {
            _options.KvPressure = policy.KvCacheThreshold - policy.KvSpareTrigger;
            _options.WaitingPressure = policy.QueueLengthThreshold - policy.QueueSpareTrigger;
            var reading = new FleetReading(_ledger.Snapshot(variants, now), _ledger.Summary!, _crossedAt);
            _crossedAt = null;
            return reading;
        }
    }

    /// <summary>What is to survive a restart.</summary>
    public ImmutableArray<KnownReplica> Known()
    {
        lock (_gate)
        {
            return _ledger.Known();
        }
    }

    /// <summary>Takes back what survived a restart.</summary>
    public void Restore(IEnumerable<KnownReplica> known)
    {
        lock (_gate)
        {
            _ledger.Restore(known, _time.GetUtcNow());
        }
    }
}
