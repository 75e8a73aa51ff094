using Wva.Api;

namespace Wva.Cli.Tests.Fakes;

/// <summary>A fleet of three variants: one that grows, one with a quiet pod, one that was never heard of.</summary>
internal static class SampleReports
{
    public static readonly DateTimeOffset Noon = new(2026, 11, 25, 12, 0, 0, TimeSpan.Zero);

    public static StatusReport Status => new()
    {
        Time = Noon,
        AgeSeconds = 0.2,
        AnsweredBy = "box-4711",
        Decides = true,
        Leader = "box-4711",
        CostPerHour = null,
        UnassignedStreams = 0,
        Problems = [],
        Variants = [Cheap, Dear, New],
    };

    public static VariantReport Cheap => new()
    {
        Namespace = "default",
        Name = "llama-l4",
        ModelId = "meta/llama-3.1-8b",
        Role = "both",
        Accelerator = "L4",
        Cost = 2.4,
        Min = 1,
        Max = 10,
        Current = 2,
        Desired = 3,
        CostPerHour = 4.8,
        Replicas = new ReplicaCounts(1, 1, 0, 0, 0, 0, 0, 0),
        Quiet = [],
        Load = new LoadReport
        {
            KvCacheUsage = new KvCacheUsageReport(0.8125, 0.947),
            Running = 31,
            Waiting = 166,
            ArrivalsPerSecond = 3.25,
            PromptTokensPerSecond = 1284.4,
            GenerationTokensPerSecond = 431.7,
            TtftSeconds = 9.4295,
            ItlSeconds = 0.0561,
        },
        NewestSignalAgeSeconds = 0.1,
        OldestSignalAgeSeconds = 0.4,
        LastDecision = new LastDecisionReport(Noon.AddSeconds(-12), 2, 3, "ScaleOut", "the load needs 3, 2 are there: 1 more here, the cheapest with room (cost 2.4)"),
        Ready = new ReadyReport("True", "AllConditionsMet", "signals arrive and a recommendation is published", Noon.AddMinutes(-9)),
    };

    public static VariantReport Dear => Cheap with
    {
        Name = "llama-h100",
        Accelerator = "H100",
        Cost = 7.9,
        Current = 2,
        Desired = 2,
        CostPerHour = 15.8,
        Replicas = new ReplicaCounts(0, 2, 0, 1, 0, 1, 0, 1),
        Quiet = [new QuietReplica("llama-h100-1", "serving", false, 44.2, 14.2) { Cause = QuietCauses.NoStream, ForSeconds = 43.9 }],
        Load = Cheap.Load! with { KvCacheUsage = new KvCacheUsageReport(0.31, 0.4), Running = null, Waiting = null, TtftSeconds = 0.184 },
        OldestSignalAgeSeconds = 44.2,
        LastDecision = new LastDecisionReport(Noon.AddMinutes(-3), 1, 2, "ScaleOut", "the load needs 2, 1 are there: 1 more here, the cheapest with room (cost 7.9)"),
    };

    public static VariantReport New => new()
    {
        Namespace = "staging",
        Name = "llama-l4",
        ModelId = "meta/llama-3.1-8b",
        Role = "both",
        Cost = 10,
        Quiet = [],
        Ready = new ReadyReport("False", "MetricsMissing", "no sample has come yet", Noon.AddSeconds(-30)),
    };

    public static ExplainReport Explain => new()
    {
        Time = Noon,
        AgeSeconds = 0.2,
        AnsweredBy = "box-4711",
        Decides = true,
        Leader = "box-4711",
        Namespace = "default",
        Name = "llama-l4",
        ModelId = "meta/llama-3.1-8b",
        Current = 2,
        Desired = 3,
        Decision = Decision,
        LastChange = Decision with { Time = Noon.AddSeconds(-12), Held = false },
        LastDecision = Cheap.LastDecision,
        Ready = Cheap.Ready,
        Signals =
        [
            new SignalReport { Pod = "llama-l4-0", Rank = "0", State = "serving", Stale = false, Stalled = false, AgeSeconds = 0.4, KvCacheUsage = 0.947, Waiting = 166, Running = 31 },
            new SignalReport { Pod = "llama-l4-1", Rank = "0", State = "starting", Stale = false, Stalled = false },
        ],
        SignalsLeftOut = 2,
    };

    public static ExplainReport Follower => Explain with
    {
        AnsweredBy = "box-4712",
        Decides = false,
        Decision = null,
        LastChange = null,
        Note = "box-4711 decides; box-4712 follows: it knows what is published and not the chain behind it",
    };

    private static DecisionReport Decision => new()
    {
        Time = Noon,
        Current = 2,
        Target = 3,
        PublishedBefore = 3,
        Wanted = 3,
        Action = "ScaleUp",
        Held = true,
        Demand = 2.37,
        RequiredCapacity = 0,
        SpareCapacity = 0,
        NewestSignalAgeSeconds = 0.1,
        OldestSignalAgeSeconds = 0.4,
        Trust = 0.5,
        Reasons =
        [
            new ReasonReport("analysis", "DemandMeasured", "the load comes to 2.37 replicas: KV cache 1.35, queue 2.37"),
            new ReasonReport("mix", "ScaleOut", "the load needs 3, 2 are there: 1 more here, the cheapest with room (cost 2.4)"),
            new ReasonReport("holds", "HeldStarting", "1 replica of the role group is starting"),
        ],
        Considered = [new ReasonReport("mix", "LaterByCost", "llama-h100 (cost 7.9) comes later")],
    };
}
