using Wva.Scaling.Holds;
using Wva.Scaling.Mix;

namespace Wva.Scaling.Limits;

/// <summary>
/// The user's bounds, at once and whatever is held; where min is above max, min wins. A minimum of the schedule is a min meanwhile. Without a
/// recommendation there is nothing to bound. What the mix bounded already is told here.
/// </summary>
internal static class MinMax
{
    public static VariantLimited Apply(VariantHeld held)
    {
        var variant = held.Kept.Mix.Standing;
        if (held.Target is not { } target)
        {
            return new VariantLimited { Held = held, Target = null };
        }

        var bounded = Math.Clamp(target, variant.BoundMin, variant.BoundMax);
        return new VariantLimited
        {
            Held = held,
            Target = bounded,
            Min = variant.BoundMin,
            Reasons = bounded > target ? [BoundTexts.AtMinOf(variant, target)]
                : bounded < target ? [BoundTexts.AtMaxOf(variant, target)]
                : held.Bound is { } bound && held.IsAsWanted ? [bound.Reason]
                : [],
        };
    }
}
