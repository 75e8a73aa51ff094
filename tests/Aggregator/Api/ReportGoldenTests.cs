using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Nodes;
using Wva.Aggregator.Api;
using Wva.Aggregator.Publish;
using Wva.Aggregator.Tests.Fakes;
using Wva.Api;
using Wva.Fleet;
using Wva.Kubernetes.Resources;
using Wva.Scaling;
using Wva.Scaling.Decision;
using Wva.Scaling.Inputs;
using Wva.Testing;

namespace Wva.Aggregator.Tests.Api;

/// <summary>The JSON as it goes out: what scripts and dashboards select by. A change here is a change for every user.</summary>
public sealed class ReportGoldenTests
{
    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true, NewLine = "\n" };

    private static readonly Answerer Leading = new("box-1", "box-1", null, Decides: true);

    private static readonly VariantSpec Spec = new() { Key = new VariantKey("ns", "v"), ModelId = "m", Cost = 5, Accelerator = "A100", Min = 1, Max = 10 };

    private static readonly VariantSnapshot Snapshot = new()
    {
        Spec = Spec,
        Current = 3,
        Replicas =
        [
            new ReplicaSnapshot { Pod = "v-0", Uid = "u0", AgeSeconds = 0.1234567, KvCacheUsage = 0.5, Waiting = 4, Running = 8 },
            new ReplicaSnapshot { Pod = "v-1", Uid = "u1", Rank = "0", AgeSeconds = 50, SilentSeconds = 20, Stale = true, KvCacheUsage = 0.75, Waiting = 0, Running = double.NaN },
            new ReplicaSnapshot { Pod = "v-1", Uid = "u1", Rank = "1", AgeSeconds = 50, SilentSeconds = 20, Stale = true, KvCacheUsage = 0.25 },
            new ReplicaSnapshot { Pod = "v-2", Uid = "u2", State = ReplicaState.Starting, Stale = true },
        ],
    };

    private static readonly VariantDecision Decision = new()
    {
        Variant = Snapshot,
        Target = 4,
        PublishedBefore = 3,
        Wanted = 5,
        Action = ScalingAction.ScaleUp,
        Held = true,
        Demand = 3.25,
        RequiredCapacity = 1,
        Reasons = [new Reason("analysis", ReasonCodes.DemandMeasured, "what was measured"), new Reason("limits", ReasonCodes.AtMax, "max is 4, 5 was to be published")],
        Considered = [new Reason("mix", ReasonCodes.LaterByCost, "w (cost 9) comes later")],
        NewestSignalAgeSeconds = 0.1234567,
        OldestSignalAgeSeconds = 50,
        Trust = 0.5,
    };

    private static readonly PublishedVariant Known = new()
    {
        Spec = Spec,
        Desired = 4,
        Current = 3,
        Load = new VariantLoad
        {
            Key = Spec.Key,
            Starting = 1,
            Serving = 2,
            Stale = 1,
            Silent = 1,
            Quiet = [new QuietPod("v-1", ReplicaState.Serving, QuietCause.ScrapeFailed, 49.5, "HTTP 500", 50, 20)],
            ScrapeError = "HTTP 500",
            NewestSignalAgeSeconds = 0.1234567,
            OldestSignalAgeSeconds = 50,
            Waiting = 4,
            ArrivalsPerSecond = 1.23456789,
            PromptTokensPerSecond = 512,
            GenerationTokensPerSecond = double.PositiveInfinity,
            TtftSeconds = 0.184,
            ItlSeconds = 0.0312,
        },
        Snapshot = Snapshot,
        Status = Status,
        Decision = Decision,
        LastChangeAt = World.Noon,
        LastChange = Decision,
    };

    private static VariantAutoscalingStatus Status => new()
    {
        ObservedGeneration = 1,
        LastDecision = new LastDecision { Time = World.Noon, From = 3, To = 4, Reason = ReasonCodes.AtMax, Message = "max is 4, 5 was to be published" },
        Conditions =
        [
            new Condition
            {
                Type = ConditionTypes.Ready, Status = ConditionStatus.True, Reason = ConditionReasons.AllConditionsMet, Message = "all is well", LastTransitionTime = World.Noon.AddMinutes(-1), ObservedGeneration = 1,
            },
        ],
    };

    private static PublishedPage Page(params PublishedVariant[] variants) => new(World.Noon, [.. variants], 7, ["policy.yaml: kvCacheThreshold: 2 is too much; allowed: 0 to 1"], 2);

    [Fact]
    public void The_status_has_these_names_and_nulls()
    {
        var unknown = new PublishedVariant { Spec = new VariantSpec { Key = new VariantKey("ns", "w"), ModelId = "m", Role = Role.Prefill } };
        var report = Reporter.Status(Page(Known, unknown), Leading, World.Noon.AddSeconds(0.25));
        Equal("status.golden.json", JsonSerializer.SerializeToUtf8Bytes(report, ApiJson.Default.StatusReport));
    }

    [Fact]
    public void The_explanation_has_these_names_and_nulls() =>
        Equal("explain.golden.json", JsonSerializer.SerializeToUtf8Bytes(Explainer.Explain(Page(Known), Known, Leading, World.Noon.AddSeconds(0.25)), ApiJson.Default.ExplainReport));

    [Fact]
    public void A_follower_explains_what_is_published_and_names_the_one_that_decides()
    {
        var followed = Known with { Decision = null, LastChange = null, LastChangeAt = null };
        Equal("explain-follower.golden.json", JsonSerializer.SerializeToUtf8Bytes(Explainer.Explain(Page(followed), followed, Leading with { Self = "box-2", LeaderAddress = "http://127.0.0.1:9444", Decides = false }, World.Noon), ApiJson.Default.ExplainReport));
    }

    [Fact]
    public void A_chain_that_was_made_before_another_one_took_over_is_not_shown_as_the_last()
    {
        var report = Explainer.Explain(Page(Known), Known, new Answerer("box-2", null, null, false), World.Noon);
        Assert.Null(report.Decision);
        Assert.Equal("another aggregator, unknown which, decides; box-2 follows: it knows what is published and not the chain behind it", report.Note);
    }

    [Fact]
    public void Lists_are_bounded_and_say_how_much_is_left_out()
    {
        var replicas = Enumerable.Range(0, 150).Select(i => new ReplicaSnapshot { Pod = $"p{i:000}", Uid = $"u{i}", Stale = true, SilentSeconds = i }).ToImmutableArray();
        var quiet = replicas.Select((replica, i) => new QuietPod(replica.Pod, replica.State, QuietCause.NoStream, 30 + i, null, 30 + i, i));
        var large = Known with { Snapshot = Snapshot with { Replicas = replicas }, Load = Known.Load! with { Quiet = [.. quiet] } };
        var variant = Reporter.Status(Page(large), Leading, World.Noon).Variants[0];
        Assert.Equal((20, 130, "p149"), (variant.Quiet.Length, variant.QuietLeftOut, variant.Quiet[0].Pod));
        var explained = Explainer.Explain(Page(large), large, Leading, World.Noon);
        Assert.Equal((100, 50), (explained.Signals.Length, explained.SignalsLeftOut));
    }

    private static void Equal(string file, byte[] json)
    {
        var actual = JsonNode.Parse(json)!.ToJsonString(Indented) + "\n";
        Assert.Equal(GoldenText.Expected("Api/" + file, actual), actual);
    }
}
