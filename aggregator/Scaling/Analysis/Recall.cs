using System.Collections.Immutable;
using System.Globalization;
using Wva.Scaling.Inputs;

namespace Wva.Scaling.Analysis;

/// <summary>Brings what is remembered of a variant to now: grants that are fulfilled or too old go, spans begin or end.</summary>
internal static class Recall
{
    /// <summary>A published replica that is not seen as a pod after so long does not come.</summary>
    private static readonly TimeSpan GrantLimit = TimeSpan.FromMinutes(10);

    /// <summary>The memory, and how many replicas its target is asked for, or was promised, beyond the pods that are there.</summary>
    public static (LearnedVariant Memory, int Coming) Of(LearnedVariant before, VariantSnapshot variant, PodTally pods, CycleContext cycle)
    {
        var current = Math.Max(0, variant.Current);
        var most = Math.Max(variant.Spec.Min ?? 0, variant.Spec.Max ?? int.MaxValue);
        var staying = Math.Min(pods.Seen, current);
        var grants = Standing(NotAhead(before.Grants, cycle.Now), Math.Min(before.Published ?? 0, most), staying, cycle.Now);
        var unseenSince = current > pods.Seen ? Since(before.UnseenSince, cycle) : (DateTimeOffset?)null;
        var unseen = Math.Max(0, Math.Min(current - pods.Seen, variant.Pending));
        var coming = Coming(grants, unseenSince is { } since && cycle.Now - since < GrantLimit ? pods.Seen + unseen : 0, staying);
        var notReady = (long)variant.Pending - pods.Idle - unseen - pods.Starting; // an engine may serve before its pod is Ready
        var unheldSince = cycle.AfterGap ? null : NotAfter(before.UnheldSince, cycle.Now);
        var startingSince = pods.Starting > 0 || notReady > 0 ? Since(before.StartingSince, cycle) : (DateTimeOffset?)null;
        var isAsBefore = grants == before.Grants && before is { AbsentSince: null, Wanted.IsDefault: false }
            && before.UnheldSince == unheldSince && before.UnseenSince == unseenSince && before.StartingSince == startingSince;
        return (isAsBefore ? before : before with
        {
            Grants = grants,
            AbsentSince = null,
            Wanted = before.Wanted.IsDefault ? [] : before.Wanted,
            UnheldSince = unheldSince,
            UnseenSince = unseenSince,
            StartingSince = startingSince,
        }, coming);
    }

    public static Reason? LapsedGrants(LearnedVariant before, LearnedVariant memory, PodTally pods, DateTimeOffset now)
    {
        if (before.Grants.IsDefaultOrEmpty || memory.Grants.Length == before.Grants.Length)
        {
            return null;
        }

        var lapsed = 0;
        foreach (var grant in before.Grants)
        {
            lapsed = grant.Replicas > pods.Seen && now - grant.At >= GrantLimit ? Math.Max(lapsed, grant.Replicas) : lapsed;
        }

        return lapsed == 0 ? null : new Reason(Stages.Analysis, ReasonCodes.GrantLapsed, string.Create(
            CultureInfo.InvariantCulture,
            $"{lapsed} replicas were published {GrantLimit.TotalMinutes} minutes ago and {pods.Seen} pods are seen: the rest no longer counts"));
    }

    /// <summary>A grant is never more than what stays published: a lower max ends the rest of it.</summary>
    private static ImmutableArray<Grant> Standing(ImmutableArray<Grant> grants, int most, int seen, DateTimeOffset now)
        => grants.IsDefaultOrEmpty ? [] : StandingOfAny(grants, most, seen, now);

    private static ImmutableArray<Grant> StandingOfAny(ImmutableArray<Grant> grants, int most, int seen, DateTimeOffset now)
    {
        var standing = grants.RemoveAll(g => Math.Min(g.Replicas, most) <= seen || now - g.At >= GrantLimit);
        return standing.Any(g => g.Replicas > most) ? [.. standing.Select(g => g with { Replicas = Math.Min(g.Replicas, most) })] : standing;
    }

    private static int Coming(ImmutableArray<Grant> grants, int asked, int seen)
    {
        foreach (var grant in grants)
        {
            asked = Math.Max(asked, grant.Replicas);
        }

        return Math.Max(0, asked - seen);
    }

    private static ImmutableArray<Grant> NotAhead(ImmutableArray<Grant> grants, DateTimeOffset now)
        => grants.IsDefaultOrEmpty ? grants : NoneAhead(grants, now);

    private static ImmutableArray<Grant> NoneAhead(ImmutableArray<Grant> grants, DateTimeOffset now)
        => grants.All(g => g.At <= now) ? grants : [.. grants.Select(g => g.At <= now ? g : g with { At = now })];

    /// <summary>The time in which nobody looked proves nothing: a span begins again after it.</summary>
    private static DateTimeOffset Since(DateTimeOffset? before, CycleContext cycle)
        => cycle.AfterGap ? cycle.Now : NotAfter(before, cycle.Now) ?? cycle.Now;

    /// <summary>A clock that was set back must not hold anything for longer.</summary>
    private static DateTimeOffset? NotAfter(DateTimeOffset? time, DateTimeOffset now) => time > now ? now : time;
}
