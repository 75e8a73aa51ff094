using System.Collections.Immutable;
using Wva.Contracts;
using Wva.Fleet.Replicas;
using Wva.Fleet.Snapshots;
using Wva.Scaling.Inputs;

namespace Wva.Fleet;

/// <summary>
/// The ledger of replicas: samples in, <see cref="FleetSnapshot"/> out. Pure: time is an argument, and there is no IO.
/// One writer: the caller locks around every member.
/// </summary>
/// <param name="options">Read at each call.</param>
public sealed class FleetLedger(FleetOptions options)
{
    private readonly ReplicaTable _replicas = new();
    private readonly SharedEngines _engines = new();
    private readonly RequestWatches _watches = new();

    /// <summary>Requests that all engines' own counters prove to have arrived since this ledger began; never falls, and never runs ahead of the truth.</summary>
    public double RequestsCounted { get; private set; }

    /// <summary>What the last <see cref="Snapshot"/> counted; null before the first.</summary>
    public FleetSummary? Summary { get; private set; }

    /// <summary>Begins a stream. It replaces an older one of the same UID, whose later calls do nothing.</summary>
    public ReplicaStream Open(ReplicaIdentity identity, DateTimeOffset now) => _replicas.Of(identity).Open(identity, now);

    /// <summary>Takes the message <c>Engine</c>.</summary>
    public void Learn(ReplicaStream stream, EngineDescription engine, DateTimeOffset now)
    {
        if (Accepts(stream))
        {
            stream.Replica.Learn(_engines.Of(engine), now);
        }
    }

    /// <summary>Takes a sample; the ledger copies what it needs, and allocates nothing once it knows the ranks.</summary>
    /// <returns>True where a fresh row crossed <see cref="FleetOptions.KvPressure"/> or <see cref="FleetOptions.WaitingPressure"/> upwards: decide at once.</returns>
    public bool Apply(ReplicaStream stream, Sample sample, DateTimeOffset now)
    {
        if (!Accepts(stream))
        {
            return false;
        }

        RequestsCounted += stream.Replica.Apply(sample, options, now, out var pressed);
        return pressed;
    }

    /// <summary>Takes a heartbeat: nothing has changed.</summary>
    /// <param name="stream">The stream.</param>
    /// <param name="scrapeAgeSeconds">Age of the last successful scrape, seconds; null before the first.</param>
    /// <param name="now">The time.</param>
    public void Heartbeat(ReplicaStream stream, double? scrapeAgeSeconds, DateTimeOffset now)
    {
        if (Accepts(stream))
        {
            stream.Replica.Heartbeat(scrapeAgeSeconds, now);
        }
    }

    /// <summary>Ends a stream. The replica stays, and is stale once it has been quiet for too long: an agent that comes back at once costs nothing.</summary>
    public void Close(ReplicaStream stream, DateTimeOffset now)
    {
        if (Accepts(stream))
        {
            stream.Replica.Close(now);
        }
    }

    /// <summary>Joins replicas to variants and gives everything a decision rests on. Forgets replicas that are gone.</summary>
    public FleetSnapshot Snapshot(IReadOnlyList<VariantInput> variants, DateTimeOffset now)
    {
        var join = FleetJoin.Of(variants, _replicas, now);
        var threeCadences = 3 * options.Cadence;
        var quietLimit = threeCadences > FleetTimes.LeastQuiet ? threeCadences : FleetTimes.LeastQuiet;
        var builder = new SnapshotBuilder(join, _watches.Take(join, quietLimit, now), quietLimit, now);
        var snapshot = builder.Build();
        Summary = new FleetSummary(now, builder.Loads, join.Unassigned);
        return snapshot;
    }

    /// <summary>What must survive a restart, by UID.</summary>
    public ImmutableArray<KnownReplica> Known() => _replicas.Known();

    /// <summary>Takes what survived a restart. The time in which nobody listened is not held against a replica: its silence counts from <paramref name="now"/>.</summary>
    public void Restore(IEnumerable<KnownReplica> known, DateTimeOffset now) => _replicas.Restore(known, now);

    private bool Accepts(ReplicaStream stream) => stream.IsCurrent && _replicas.Holds(stream.Replica);
}
