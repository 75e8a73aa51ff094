using Wva.Contracts;
using Wva.Scaling.Inputs;

namespace Wva.Fleet.Tests;

/// <summary>A ledger and the few words that tests tell their stories in. Times are seconds since noon.</summary>
internal sealed class Story
{
    public const string Model = "llama";

    public static readonly DateTimeOffset Noon = new(2026, 1, 5, 12, 0, 0, TimeSpan.Zero);

    public FleetOptions Options { get; } = new();

    public FleetLedger Ledger => field ??= new FleetLedger(Options);

    /// <summary>A single manifest without a target: it takes every stream.</summary>
    public static VariantInput[] Lone { get; } = [Variant("v")];

    public static DateTimeOffset At(double seconds) => Noon + TimeSpan.FromSeconds(seconds);

    public static VariantInput Variant(string name, ScaleTarget? target = null, string model = Model, string space = "default") =>
        new(new VariantSpec { Key = new VariantKey(space, name), ModelId = model }, target);

    public static ScaleTarget Target(int replicas, params TargetPod[] pods) => new() { Replicas = replicas, Pods = [.. pods] };

    public static TargetPod Pod(string name, bool ready = true, double? deletedAt = null) =>
        new(name, "uid-" + name, "node", ready, Noon, deletedAt is { } seconds ? At(seconds) : null);

    public static ReplicaIdentity Identity(string pod, string space = "default") => new(space, pod, "uid-" + pod, "node");

    public static EngineDescription Engine(DateTimeOffset? startedAt = null, string model = Model) =>
        new() { Kind = "vllm", Models = [model], KvCapacityTokens = 10_000, StartedAt = startedAt };

    public static Sample Failed(double? scrapeAgeSeconds, string error = "connection refused") => new() { ScrapeAgeSeconds = scrapeAgeSeconds, Error = error };

    /// <summary>A page with one rank; what is not given is absent.</summary>
    public static Sample Page(double? running = null, double? waiting = null, double? kv = null, double? finished = null, double age = 0)
    {
        var sample = new Sample { ScrapeAgeSeconds = age };
        Row(sample, running: running, waiting: waiting, kv: kv, finished: finished);
        return sample;
    }

    /// <summary>A page with ranks 0 and 1, one request and two running.</summary>
    public static Sample TwoRanks()
    {
        var both = new Sample { ScrapeAgeSeconds = 0 };
        Row(both, "0", running: 1, waiting: 0, kv: 0.1);
        Row(both, "1", running: 2, waiting: 0, kv: 0.2);
        return both;
    }

    public static SampleRow Row(Sample sample, string rank = "0", double? running = null, double? waiting = null, double? kv = null, double? finished = null)
    {
        var row = sample.AddRow(rank);
        Set(row, RowField.Running, running);
        Set(row, RowField.Waiting, waiting);
        Set(row, RowField.KvCacheUsage, kv);
        Set(row, RowField.Finished, finished);
        return row;
    }

    public static Sample With(Sample sample, params (RowField Field, double Value)[] fields)
    {
        foreach (var (field, value) in fields)
        {
            sample.Rows[0].Set(field, value);
        }

        return sample;
    }

    public static Sample WithHistogram(Sample sample, RowField field, double sum, double count)
    {
        var row = sample.Rows[0];
        row.SetState(field, FieldState.Value);
        row.Histogram(field).Sum = sum;
        row.Histogram(field).Count = count;
        return sample;
    }

    /// <summary>A stream whose engine is known.</summary>
    public ReplicaStream Serve(string pod, double at, EngineDescription? engine = null)
    {
        var stream = Ledger.Open(Identity(pod), At(at));
        Ledger.Learn(stream, engine ?? Engine(), At(at));
        return stream;
    }

    public bool Apply(ReplicaStream stream, double at, Sample sample) => Ledger.Apply(stream, sample, At(at));

    public void Beat(ReplicaStream stream, double at, double? age = 0) => Ledger.Heartbeat(stream, age, At(at));

    /// <summary>Nothing but heartbeats, as an agent sends them.</summary>
    public void BeatEvery10Seconds(ReplicaStream stream, double from, double until)
    {
        for (var at = from; at <= until; at += 10)
        {
            Beat(stream, at);
        }
    }

    public VariantSnapshot Snapshot(double at, params VariantInput[] variants) =>
        Assert.Single(Assert.Single(Ledger.Snapshot(variants.Length == 0 ? Lone : variants, At(at)).Models).Variants);

    /// <summary>The only row there is.</summary>
    public ReplicaSnapshot Only(double at, params VariantInput[] variants) => Assert.Single(Snapshot(at, variants).Replicas);

    private static void Set(SampleRow row, RowField field, double? value)
    {
        if (value is { } number)
        {
            row.Set(field, number);
        }
    }
}
