using System.Collections.Immutable;
using System.Globalization;
using Wva.Kubernetes.Resources;

namespace Wva.Aggregator.Publish;

/// <summary>The four conditions of a variant. Pure.</summary>
internal static class ConditionBuilder
{
    /// <summary>Builds them; the time of a transition moves only where the status does.</summary>
    public static ImmutableArray<Condition> Build(PublishInput input)
    {
        var target = TargetResolved(input);
        var metrics = MetricsAvailable(input);
        var optimization = OptimizationReady(input, metrics);
        var ready = Ready(input, target, metrics, optimization);
        return [.. new[] { target, metrics, optimization, ready }.Select(verdict => verdict.ToCondition(input))];
    }

    private static Verdict TargetResolved(PublishInput input)
    {
        var reference = input.Stored.Resource.Spec.ScaleTargetRef;
        return input.Stored.TargetState switch
        {
            TargetState.Found => new(ConditionTypes.TargetResolved, ConditionStatus.True, ConditionReasons.TargetFound, $"{reference} was found"),
            TargetState.NotFound => new(ConditionTypes.TargetResolved, ConditionStatus.False, ConditionReasons.TargetNotFound, $"{reference} was not found"),
            _ => new(ConditionTypes.TargetResolved, ConditionStatus.Unknown, ConditionReasons.TargetNotFound, $"nothing tells of {reference}; known replicas stand for its pods"),
        };
    }

    private static Verdict MetricsAvailable(PublishInput input)
    {
        var signals = SignalCount.Of(input.Decision.Variant);
        if (signals.Fresh > 0)
        {
            return new(ConditionTypes.MetricsAvailable, ConditionStatus.True, ConditionReasons.MetricsFound, signals.ToString());
        }

        if (signals.Lacking > 0)
        {
            return new(ConditionTypes.MetricsAvailable, ConditionStatus.False, ConditionReasons.MetricsMissing, $"{signals}{Cause(input)}");
        }

        if (signals.Counted == 0 && IsAtZero(input))
        {
            return new(ConditionTypes.MetricsAvailable, ConditionStatus.Unknown, ConditionReasons.ScaledToZero, "no replica is asked for: there is nothing to report");
        }

        var before = input.Previous?.FindCondition(ConditionTypes.MetricsAvailable);
        if (input.Settling && before is { Status: ConditionStatus.True })
        {
            return new(before.Type, before.Status, before.Reason, before.Message);
        }

        return signals.EverHeard || before is { Reason: not ConditionReasons.MetricsMissing }
            ? new(ConditionTypes.MetricsAvailable, ConditionStatus.False, ConditionReasons.MetricsStale, $"{signals}{Cause(input)}")
            : new(
                ConditionTypes.MetricsAvailable,
                ConditionStatus.False,
                ConditionReasons.MetricsMissing,
                input.Load?.ScrapeError is null
                    ? "no sample has come yet: an agent beside the engine must run, reach this aggregator, and read the engine's metrics"
                    : $"no sample has come yet{Cause(input)}");
    }

    private static Verdict OptimizationReady(PublishInput input, Verdict metrics)
    {
        var reason = input.Decision.Reason;
        var message = $"{reason.Code}: {reason.Message}{Warning(input)}";
        if (input.Decision.Target is not { } target)
        {
            return new(ConditionTypes.OptimizationReady, ConditionStatus.False, ConditionReasons.MetricsUnavailable, message);
        }

        return metrics switch
        {
            { Status: ConditionStatus.True } => new(ConditionTypes.OptimizationReady, ConditionStatus.True, ConditionReasons.OptimizationSucceeded, $"{Replicas(target)}; {message}"),
            { Reason: ConditionReasons.ScaledToZero } => new(ConditionTypes.OptimizationReady, ConditionStatus.False, ConditionReasons.ScaledToZero, $"{Replicas(target)}; {message}"),
            _ => new(ConditionTypes.OptimizationReady, ConditionStatus.False, ConditionReasons.MetricsUnavailable, $"the published {Replicas(target)} stands; {message}"),
        };
    }

    // Asked for by us, or told by the target before we ever asked. Without a target, none in view may be all that is known.
    private static bool IsAtZero(PublishInput input) =>
        input.Decision.Variant.Current == 0
        && ((input.Decision.Target ?? input.Decision.PublishedBefore) is { } asked ? asked == 0 : input.Stored.TargetState == TargetState.Found);

    private static Verdict Ready(PublishInput input, Verdict target, Verdict metrics, Verdict optimization)
    {
        if (input.Stored.Problem is { } problem)
        {
            return new(ConditionTypes.Ready, ConditionStatus.False, ConditionReasons.InvalidConfiguration, problem);
        }

        // Where nobody tells of targets, that one is unknown for good and stops nothing.
        var failing = target.Status == ConditionStatus.False ? target
            : metrics.Status != ConditionStatus.True ? metrics
            : optimization.Status != ConditionStatus.True ? optimization
            : null;
        return failing is null
            ? new(ConditionTypes.Ready, ConditionStatus.True, ConditionReasons.AllConditionsMet, "signals arrive and a recommendation is published" + Warning(input))
            : failing with { Type = ConditionTypes.Ready, Status = ConditionStatus.False };
    }

    private static string Cause(PublishInput input) => input.Load?.ScrapeError is { } error ? $"; a page could not be read: {error}" : "";

    private static string Warning(PublishInput input) => input.Stored.Warning is { } warning ? $"; warning: {warning}" : "";

    private static string Replicas(int count) => string.Create(CultureInfo.InvariantCulture, $"{count} {(count == 1 ? "replica" : "replicas")}");

    private sealed record Verdict(string Type, ConditionStatus Status, string Reason, string Message)
    {
        public Condition ToCondition(PublishInput input)
        {
            var before = input.Previous?.FindCondition(Type);
            return new Condition
            {
                Type = Type,
                Status = Status,
                Reason = Reason,
                Message = Message,
                LastTransitionTime = before?.Status == Status ? before.LastTransitionTime : input.Now,
                ObservedGeneration = input.Stored.Resource.Metadata.Generation,
            };
        }
    }
}
