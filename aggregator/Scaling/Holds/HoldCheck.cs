using System.Collections.Immutable;
using System.Globalization;
using Wva.Scaling.Analysis;
using Wva.Scaling.Zero;

namespace Wva.Scaling.Holds;

/// <summary>Whether a variant may scale in at all in this cycle.</summary>
internal static class HoldCheck
{
    /// <summary>The first rule that forbids it, signals before pods; null where none does. The group's rule is given where it has one.</summary>
    public static Reason? Find(VariantStanding variant, Reason? ofGroup)
    {
        var pods = variant.Pods;
        if (pods.Stalled > 0)
        {
            return Held(ReasonCodes.HeldStalled, pods.Stalled, pods.Serving, "engines have work and do not move");
        }

        if (pods.Stale > 0)
        {
            return Held(ReasonCodes.HeldStale, pods.Stale, pods.Serving, "replicas have no fresh sample");
        }

        if (pods.Unknown > 0)
        {
            return Held(ReasonCodes.HeldUnknown, pods.Unknown, pods.Serving, $"replicas do not say {MissingFields(pods)}");
        }

        if (variant.Unheard > 0)
        {
            return Held(ReasonCodes.HeldUnknown, variant.Unheard, variant.Current, "replicas are not heard of");
        }

        return variant.Snapshot.Rollout
            ? new Reason(Stages.Holds, ReasonCodes.HeldRollout, "pods of more than one template are there: nothing scales in during a rollout")
            : ofGroup;
    }

    /// <summary>
    /// Nothing is taken in while pods of the role group start or are granted, in this very cycle included, save by a min: nobody's spare rests on those.
    /// </summary>
    public static Reason? OfGroup(ImmutableArray<VariantKept> variants)
    {
        long coming = 0, starting = 0;
        var waiting = false;
        foreach (var kept in variants)
        {
            var variant = kept.Mix.Standing;
            var wanted = kept.Wanted?.Nearest(variant.Published) ?? 0;
            var granted = wanted > Math.Max(variant.Published, variant.Min) ? Math.Max(0, wanted - variant.Pods.Seen) : 0;
            coming += Math.Max(variant.Coming, granted);
            var holds = variant.Starting && kept.Reason?.Code != ReasonCodes.ToZero; // nobody waits for what starts
            starting += holds ? variant.Pods.Starting : 0;
            waiting |= holds;
        }

        if (coming > 0)
        {
            return new Reason(Stages.Holds, ReasonCodes.HeldGrant, string.Create(
                CultureInfo.InvariantCulture, $"{coming} granted replicas of the role group are not seen as pods yet"));
        }

        return waiting
            ? new Reason(Stages.Holds, ReasonCodes.HeldStarting, string.Create(
                CultureInfo.InvariantCulture, $"replicas of the role group are starting or not Ready ({starting} starting)"))
            : null;
    }

    private static string MissingFields(PodTally pods)
        => pods.UnknownWaiting == 0 ? "kvCacheUsage" : pods.UnknownKv == 0 ? "waiting" : "kvCacheUsage and waiting";

    private static Reason Held(string code, int count, int of, string what)
        => new(Stages.Holds, code, string.Create(CultureInfo.InvariantCulture, $"{count} of {of} {what}: nothing of this variant scales in meanwhile"));
}
