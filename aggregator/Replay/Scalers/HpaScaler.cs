using System.Collections.Immutable;

namespace Wva.Replay.Scalers;

/// <summary>One look of Kubernetes' horizontal pod autoscaler, for an external metric of target type <c>AverageValue</c>. Pure: records in, records out, the time is an argument.</summary>
public static class HpaScaler
{
    private const double MilliUnits = 1000;

    /// <summary>Decides.</summary>
    /// <param name="options">The autoscaler's spec; must be without problems.</param>
    /// <param name="state">What was remembered.</param>
    /// <param name="seen">What is seen.</param>
    /// <param name="now">The time; must not run back.</param>
    /// <returns>What is wanted, and what to remember, supposing that the target follows.</returns>
    public static (HpaDecision Decision, HpaState State) Decide(HpaOptions options, HpaState state, HpaObservation seen, DateTimeOffset now)
    {
        // As the controller does at its first sight of a target: what stands counts as recommended.
        state = state.Recommendations.IsEmpty ? state with { Recommendations = [new HpaChange(now, seen.SpecReplicas)] } : state;
        if (seen.SpecReplicas == 0 && options.MinReplicas > 0)
        {
            return (new HpaDecision(0, Recommended: null, HpaReason.Disabled), state);
        }

        if (seen.SpecReplicas < options.MinReplicas || seen.SpecReplicas > options.MaxReplicas)
        {
            var bound = Math.Clamp(seen.SpecReplicas, options.MinReplicas, options.MaxReplicas);
            return (new HpaDecision(bound, Recommended: null, HpaReason.Bounded), Remember(options, state, seen.SpecReplicas, bound, now));
        }

        if (seen.Metric is not { } metric || !double.IsFinite(metric) || metric < 0)
        {
            return (new HpaDecision(seen.SpecReplicas, Recommended: null, HpaReason.MetricMissing), state);
        }

        return DecideByMetric(options, state, seen, metric, now);
    }

    private static (HpaDecision Decision, HpaState State) DecideByMetric(HpaOptions options, HpaState state, HpaObservation seen, double metric, DateTimeOffset now)
    {
        var recommended = Recommend(options, metric, seen.StatusReplicas, out var tolerated);
        var stabilized = Stabilize(options, state, seen.SpecReplicas, recommended, now);
        var replicas = Limit(options, state, seen.SpecReplicas, stabilized, now, out var limit);
        var reason = limit ?? (stabilized != recommended ? HpaReason.Stabilized : tolerated ? HpaReason.WithinTolerance : HpaReason.Metric);
        var next = Remember(options, state with { Recommendations = state.Recommendations.Add(new HpaChange(now, recommended)) }, seen.SpecReplicas, replicas, now);
        return (new HpaDecision(replicas, recommended, reason), next);
    }

    // Quantities are whole thousandths, rounded up, so that 2.0000001 is 2.001 and asks for 3 of 1 each: that is what Kubernetes does.
    private static int Recommend(HpaOptions options, double metric, int statusReplicas, out bool tolerated)
    {
        var milli = Milli(metric);
        var target = Milli(options.TargetAverageValue);
        var ratio = milli / (target * statusReplicas);
        tolerated = ratio >= 1 - options.Tolerance && ratio <= 1 + options.Tolerance;
        return tolerated ? statusReplicas : (int)Math.Min(Math.Ceiling(milli / target), int.MaxValue / 2);
    }

    // Rounded first: 1.1 is 1100 thousandths, though as a double it is a little more.
    private static double Milli(double value) => Math.Ceiling(Math.Round(value * MilliUnits, 6));

    // The least of the upper window bounds from below, the largest of the lower one from above; between them the target stays as it is.
    private static int Stabilize(HpaOptions options, HpaState state, int current, int recommended, DateTimeOffset now)
    {
        var (up, down) = (recommended, recommended);
        foreach (var (at, replicas) in state.Recommendations)
        {
            up = at > now - options.ScaleUp.StabilizationWindow ? Math.Min(up, replicas) : up;
            down = at > now - options.ScaleDown.StabilizationWindow ? Math.Max(down, replicas) : down;
        }

        return Math.Clamp(current, up, down);
    }

    private static int Limit(HpaOptions options, HpaState state, int current, int wanted, DateTimeOffset now, out HpaReason? limit)
    {
        var rate = wanted > current ? Math.Max(current, HpaRates.MostAfterScaleUp(options.ScaleUp, state, current, now))
            : wanted < current ? Math.Min(current, HpaRates.LeastAfterScaleDown(options.ScaleDown, state, current, now))
            : current;
        var allowed = wanted > current ? Math.Min(rate, options.MaxReplicas) : Math.Max(rate, options.MinReplicas);
        var limited = wanted > current ? Math.Min(wanted, allowed) : wanted < current ? Math.Max(wanted, allowed) : wanted;
        limit = limited == wanted ? null : allowed == rate ? HpaReason.RateLimited : HpaReason.Bounded;
        return limited;
    }

    private static HpaState Remember(HpaOptions options, HpaState state, int from, int to, DateTimeOffset now)
    {
        var window = options.ScaleUp.StabilizationWindow > options.ScaleDown.StabilizationWindow ? options.ScaleUp.StabilizationWindow : options.ScaleDown.StabilizationWindow;
        var kept = Since(state.Recommendations, now - window);
        return new HpaState
        {
            // Never empty again: an empty list means a controller that has just started.
            Recommendations = kept.IsEmpty ? state.Recommendations[^1..] : kept,
            Added = WithChange(state.Added, to - from, now, options),
            Removed = WithChange(state.Removed, from - to, now, options),
        };
    }

    private static ImmutableArray<HpaChange> WithChange(ImmutableArray<HpaChange> changes, int change, DateTimeOffset now, HpaOptions options)
    {
        var period = options.ScaleUp.LongestPolicyPeriod > options.ScaleDown.LongestPolicyPeriod ? options.ScaleUp.LongestPolicyPeriod : options.ScaleDown.LongestPolicyPeriod;
        var kept = Since(changes, now - period);
        return change > 0 ? kept.Add(new HpaChange(now, change)) : kept;
    }

    private static ImmutableArray<HpaChange> Since(ImmutableArray<HpaChange> changes, DateTimeOffset after) => changes.RemoveAll(change => change.At <= after);
}
