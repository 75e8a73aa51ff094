using System.Collections.Immutable;

namespace Wva.Replay.Scalers;

/// <summary>How far the policies let replicas go, given what changed within their periods.</summary>
internal static class HpaRates
{
    private const double Percent = 100;

    /// <summary>Most replicas that the policies of scaling out allow; may lie below the current ones.</summary>
    public static int MostAfterScaleUp(HpaRules rules, HpaState state, int current, DateTimeOffset now)
    {
        var allowed = Each(rules, state, current, now, static (policy, start) =>
            policy.Kind == HpaPolicyKind.Pods ? start + policy.Value : Math.Ceiling(start * (1 + (policy.Value / Percent))));
        return rules.Select switch
        {
            HpaSelect.Disabled => current,
            HpaSelect.Min => allowed.Min(),
            _ => allowed.Max(),
        };
    }

    /// <summary>Fewest replicas that the policies of scaling in allow; may lie above the current ones.</summary>
    public static int LeastAfterScaleDown(HpaRules rules, HpaState state, int current, DateTimeOffset now)
    {
        var allowed = Each(rules, state, current, now, static (policy, start) =>
            policy.Kind == HpaPolicyKind.Pods ? start - policy.Value : Math.Truncate(start * (1 - (policy.Value / Percent))));
        return rules.Select switch
        {
            HpaSelect.Disabled => current,
            HpaSelect.Min => allowed.Max(),
            _ => allowed.Min(),
        };
    }

    private static ImmutableArray<int> Each(HpaRules rules, HpaState state, int current, DateTimeOffset now, Func<HpaPolicy, int, double> allow) =>
        [.. rules.Policies.Select(policy =>
        {
            var start = current - ChangedWithin(policy.Period, state.Added, now) + ChangedWithin(policy.Period, state.Removed, now);
            return (int)Math.Clamp(allow(policy, start), 0, int.MaxValue / 2);
        })];

    private static int ChangedWithin(TimeSpan period, ImmutableArray<HpaChange> changes, DateTimeOffset now) =>
        changes.Where(change => change.At > now - period).Sum(static change => change.Replicas);
}
