using System.Collections.Immutable;
using System.Globalization;
using Wva.Scaling.Inputs;

namespace Wva.Scaling.Analysis;

/// <summary>Minimums for parts of the day.</summary>
internal static class Schedule
{
    /// <summary>The entry that holds now: the one with the largest min where several do; null where none does.</summary>
    /// <param name="schedules">All of them.</param>
    /// <param name="variant">The variant.</param>
    /// <param name="now">Now.</param>
    public static ScheduledMin? At(ImmutableArray<ScheduledMin> schedules, VariantKey variant, DateTimeOffset now)
    {
        var time = TimeOnly.FromTimeSpan(now.UtcDateTime.TimeOfDay);
        ScheduledMin? best = null;
        foreach (var entry in schedules.IsDefault ? [] : schedules)
        {
            if (entry.IsFor(variant) && Holds(entry, time) && (best is null || entry.Min > best.Min))
            {
                best = entry;
            }
        }

        return best;
    }

    /// <summary>The min of a variant now: its own or the schedule's, whichever is larger; the schedule never goes over the variant's max.</summary>
    /// <param name="spec">The variant.</param>
    /// <param name="scheduled">The entry that holds now.</param>
    public static int Min(VariantSpec spec, ScheduledMin? scheduled)
    {
        var own = Math.Max(0, spec.Min ?? 0);
        return scheduled is null ? own : Math.Max(own, Math.Min(scheduled.Min, Math.Max(own, spec.Max ?? int.MaxValue)));
    }

    /// <summary>Why a target was raised.</summary>
    /// <param name="scheduled">The entry.</param>
    /// <param name="target">The target before.</param>
    public static Reason Because(ScheduledMin scheduled, int target) => new(Stages.Limits, ReasonCodes.ScheduledMin, string.Create(
        CultureInfo.InvariantCulture, $"min is {scheduled.Min} from {scheduled.From:HH\\:mm} to {scheduled.To:HH\\:mm} UTC, {target} was to be published"));

    /// <summary>From its begin on and before its end; one that ends before it begins runs over midnight, one without a length runs all day.</summary>
    private static bool Holds(ScheduledMin entry, TimeOnly time)
        => entry.From == entry.To || (entry.From < entry.To ? time >= entry.From && time < entry.To : time >= entry.From || time < entry.To);
}
