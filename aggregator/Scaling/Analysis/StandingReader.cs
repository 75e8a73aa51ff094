using System.Collections.Immutable;
using System.Globalization;
using Wva.Scaling.Analysis.Pools;
using Wva.Scaling.Inputs;

namespace Wva.Scaling.Analysis;

/// <summary>Snapshot and memory of one variant to its standing.</summary>
internal static class StandingReader
{
    /// <summary>A start that takes longer keeps nobody else from scaling in: pods that find no GPU would hold a role group for ever.</summary>
    private static readonly TimeSpan StartLimit = TimeSpan.FromMinutes(30);

    private static readonly LearnedVariant Nothing = new();

    /// <summary>How the variants of a model are read.</summary>
    /// <param name="ByCapacity">An analyzer that speaks in capacities sizes them.</param>
    /// <param name="IsGiven">Its outcome is given: everything is known of them.</param>
    internal readonly record struct Reading(bool ByCapacity, bool IsGiven);

    public static VariantStanding Read(VariantSnapshot variant, int ordinal, CycleContext cycle, Reading reading = default)
    {
        var rows = ReplicaOrder.Sorted(variant.Replicas);
        var pods = reading.IsGiven ? PodTally.Assumed(variant) : PodCounter.Count(rows.AsSpan(), cycle.Policy).ByReplica(variant);
        var isKnown = cycle.Learned.Variants.TryGetValue(variant.Spec.Key, out var before);
        before ??= Nothing;
        var (memory, coming) = Recall.Of(before, variant, pods, cycle);
        var isRebounded = before.Bounds is { } bounds ? bounds != variant.Spec.Bounds : cycle.Learned.At is not null;
        var overdue = memory.StartingSince is { } since && cycle.Now - since >= StartLimit;
        return new VariantStanding
        {
            Ordinal = ordinal,
            Snapshot = variant,
            Rows = rows,
            Pods = pods,
            BoundsOnlyStop = !isRebounded && (reading.ByCapacity || pods.Serving == 0),
            IsRebounded = isRebounded,
            Scheduled = Schedule.At(cycle.Policy.Schedules, variant.Spec.Key, cycle.Now),
            Word = OperatorWord.Of(variant.OperatorHold, Math.Max(0, memory.Published ?? Math.Max(0, variant.Current)), cycle.Now),
            GrowthIsSure = !PoolReader.Limits(cycle.Policy),
            IsGiven = reading.IsGiven,
            KeepsOne = !reading.ByCapacity && !cycle.Policy.ScaleToZero.Enabled,
            Memory = memory,
            Settled = !isKnown && cycle.Learned.At is null,
            Coming = coming,
            Starting = memory.StartingSince is not null && !overdue,
            Alerts = Alerts(pods, overdue, Recall.LapsedGrants(before, memory, pods, cycle.Now)),
        };
    }

    private static ImmutableArray<Reason> Alerts(PodTally pods, bool overdue, Reason? lapsed)
    {
        if (pods.GivenUp == 0 && !overdue && lapsed is null)
        {
            return [];
        }

        var alerts = ImmutableArray.CreateBuilder<Reason>(3);
        if (pods.GivenUp > 0)
        {
            alerts.Add(Alert(ReasonCodes.SilentTooLong, string.Create(
                CultureInfo.InvariantCulture,
                $"{pods.GivenUp} of {pods.Serving} pods are silent, or lack a number, for more than 10 minutes: each counts as the mean of its fresh siblings")));
        }

        if (overdue)
        {
            alerts.Add(Alert(ReasonCodes.StartOverdue, string.Create(
                CultureInfo.InvariantCulture,
                $"replicas ({pods.Starting} now) have been starting for more than {StartLimit.TotalMinutes} minutes: they hold nothing any longer")));
        }

        if (lapsed is not null)
        {
            alerts.Add(lapsed);
        }

        return alerts.ToImmutable();
    }

    private static Reason Alert(string code, string message) => new(Stages.Analysis, code, message);
}
