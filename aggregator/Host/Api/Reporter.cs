using Wva.Aggregator.Publish;
using Wva.Api;
using Wva.Kubernetes.Resources;
using Wva.Scaling.Inputs;

namespace Wva.Aggregator.Api;

/// <summary>From what is published to what is answered. Pure.</summary>
internal static class Reporter
{
    /// <summary>Entries of a list at most, where a fleet could make it long.</summary>
    public const int MaxListed = 20;

    /// <summary>Every variant.</summary>
    public static StatusReport Status(PublishedPage page, Answerer answerer, DateTimeOffset now) => new()
    {
        Time = page.At,
        AgeSeconds = Age(page, now),
        AnsweredBy = answerer.Self,
        Decides = answerer.Decides,
        Leader = answerer.Leader,
        LeaderAddress = answerer.LeaderAddress,
        CostPerHour = TotalCost(page),
        UnassignedStreams = page.UnassignedStreams,
        Problems = [.. page.Problems.Take(MaxListed)],
        Variants = [.. page.Variants.Select(Variant)],
    };

    /// <summary>How long ago the cycle of a page was, seconds.</summary>
    public static double Age(PublishedPage page, DateTimeOffset now) => Seconds(Math.Max(0, (now - page.At).TotalSeconds))!.Value;

    /// <summary>The last change that a status tells of.</summary>
    public static LastDecisionReport? Last(VariantAutoscalingStatus? status) => status?.LastDecision is { } last
        ? new LastDecisionReport(last.Time, last.From, last.To, last.Reason, last.Message)
        : null;

    /// <summary>The condition <c>Ready</c> of a status.</summary>
    public static ReadyReport? Ready(VariantAutoscalingStatus? status) => status?.FindCondition(ConditionTypes.Ready) is { } ready
        ? new ReadyReport(ready.Status.ToString(), ready.Reason, ready.Message, ready.LastTransitionTime)
        : null;

    /// <summary>Name of a state on the wire.</summary>
    public static string State(ReplicaState state) => state switch
    {
        ReplicaState.Starting => "starting",
        ReplicaState.Serving => "serving",
        ReplicaState.Asleep => "asleep",
        ReplicaState.Draining => "draining",
        _ => "lost",
    };

    /// <summary>A span or age to the millisecond; what JSON cannot say is unknown.</summary>
    public static double? Seconds(double? seconds) => Known(seconds, 3);

    /// <summary>A number to so many decimals; what JSON cannot say is unknown.</summary>
    public static double? Known(double? number, int decimals = 6) => number is { } known && double.IsFinite(known) ? Math.Round(known, decimals) : null;

    // One that is unknown makes the sum unknown.
    private static double? TotalCost(PublishedPage page) => page.Variants.Aggregate((double?)0, (sum, variant) => sum + Cost(variant)) is { } total ? Known(total) : null;

    private static double? Cost(PublishedVariant variant) => Known(variant.Spec.Cost * variant.Current);

    private static VariantReport Variant(PublishedVariant variant)
    {
        var quiet = QuietPods.Of(variant.Load);
        return new VariantReport
        {
            Namespace = variant.Key.Namespace,
            Name = variant.Key.Name,
            ModelId = variant.Spec.ModelId,
            Role = variant.Spec.Role switch { Role.Prefill => "prefill", Role.Decode => "decode", _ => "both" },
            Accelerator = variant.Accelerator,
            Cost = variant.Spec.Cost,
            Min = variant.Spec.Min,
            Max = variant.Spec.Max,
            Current = variant.Current,
            Desired = variant.Desired,
            CostPerHour = Cost(variant),
            Replicas = LoadReporter.Counts(variant.Load),
            Quiet = [.. quiet.Take(MaxListed)],
            QuietLeftOut = Math.Max(0, quiet.Length - MaxListed),
            Load = LoadReporter.Load(variant),
            NewestSignalAgeSeconds = Seconds(variant.Load?.NewestSignalAgeSeconds),
            OldestSignalAgeSeconds = Seconds(variant.Load?.OldestSignalAgeSeconds),
            Trust = Known(variant.Decision?.Trust),
            ScrapeError = variant.Load?.ScrapeError,
            LastDecision = Last(variant.Status),
            Ready = Ready(variant.Status),
        };
    }
}
