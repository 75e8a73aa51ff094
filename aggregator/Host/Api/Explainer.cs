using System.Collections.Immutable;
using Wva.Aggregator.Publish;
using Wva.Api;
using Wva.Scaling;
using Wva.Scaling.Decision;
using Wva.Scaling.Inputs;

namespace Wva.Aggregator.Api;

/// <summary>From the chain of a decision to the answer that explains it. Pure.</summary>
internal static class Explainer
{
    /// <summary>Signals listed at most.</summary>
    public const int MaxSignals = 100;

    /// <summary>Why a variant has its number.</summary>
    public static ExplainReport Explain(PublishedPage page, PublishedVariant variant, Answerer answerer, DateTimeOffset now)
    {
        var replicas = variant.Snapshot?.Replicas ?? [];
        var decision = answerer.Decides ? variant.Decision : null;
        return new ExplainReport
        {
            Time = page.At,
            AgeSeconds = Reporter.Age(page, now),
            AnsweredBy = answerer.Self,
            Decides = answerer.Decides,
            Leader = answerer.Leader,
            LeaderAddress = answerer.LeaderAddress,
            Namespace = variant.Key.Namespace,
            Name = variant.Key.Name,
            ModelId = variant.Spec.ModelId,
            Current = variant.Current,
            Desired = variant.Desired,
            Decision = decision is null ? null : Chain(decision, page.At),
            LastChange = variant is { LastChange: { } change, LastChangeAt: { } at } ? Chain(change, at) : null,
            LastDecision = Reporter.Last(variant.Status),
            Ready = Reporter.Ready(variant.Status),
            Signals = [.. replicas.Take(MaxSignals).Select(Signal)],
            SignalsLeftOut = Math.Max(0, replicas.Length - MaxSignals),
            Note = Note(answerer, decision),
        };
    }

    private static string? Note(Answerer answerer, VariantDecision? decision) => decision is not null
        ? null
        : answerer.Decides
            ? "no decision has been made since this aggregator began to decide"
            : $"{answerer.Leader ?? "another aggregator, unknown which,"} decides; {answerer.Self} follows: it knows what is published and not the chain behind it";

    private static DecisionReport Chain(VariantDecision decision, DateTimeOffset at) => new()
    {
        Time = at,
        Current = decision.Variant.Current,
        Target = decision.Target,
        PublishedBefore = decision.PublishedBefore,
        Wanted = decision.Wanted,
        Action = decision.Action switch { ScalingAction.ScaleUp => "ScaleUp", ScalingAction.ScaleDown => "ScaleDown", _ => "NoChange" },
        Held = decision.Held,
        Demand = Reporter.Known(decision.Demand),
        RequiredCapacity = Reporter.Known(decision.RequiredCapacity) ?? 0,
        SpareCapacity = Reporter.Known(decision.SpareCapacity) ?? 0,
        NewestSignalAgeSeconds = Reporter.Seconds(decision.NewestSignalAgeSeconds),
        OldestSignalAgeSeconds = Reporter.Seconds(decision.OldestSignalAgeSeconds),
        Trust = Reporter.Known(decision.Trust),
        Reasons = Reasons(decision.Reasons),
        Considered = Reasons(decision.Considered),
    };

    private static ImmutableArray<ReasonReport> Reasons(ImmutableArray<Reason> reasons) =>
        [.. reasons.Select(reason => new ReasonReport(reason.Stage, reason.Code, reason.Message))];

    private static SignalReport Signal(ReplicaSnapshot replica) => new()
    {
        Pod = replica.Pod,
        Rank = replica.Rank,
        State = Reporter.State(replica.State),
        Stale = replica.Stale,
        Stalled = replica.Stalled,
        AgeSeconds = Reporter.Seconds(replica.AgeSeconds),
        SilentSeconds = Reporter.Seconds(replica.SilentSeconds),
        KvCacheUsage = Reporter.Known(replica.KvCacheUsage),
        Waiting = Reporter.Known(replica.Waiting),
        Running = Reporter.Known(replica.Running),
    };
}
