using System.Globalization;
using Wva.Scaling.Analysis;
using Wva.Scaling.Holds;

namespace Wva.Scaling.Limits;

/// <summary>
/// The user's bounds, at once and whatever is held; where min is above max, min wins. A minimum of the schedule is a min meanwhile. Without a
/// recommendation there is nothing to bound.
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

        var bounded = Math.Clamp(target, variant.Min, variant.Max);
        return new VariantLimited
        {
            Held = held,
            Target = bounded,
            Min = variant.Min,
            Reasons = bounded > target && variant.Min > variant.UserMin ? [Schedule.Because(variant.Scheduled!, target)]
                : bounded > target ? [Because(ReasonCodes.AtMin, $"min is {variant.Min}", target)]
                : bounded < target ? [Because(ReasonCodes.AtMax, $"max is {variant.Max}", target)]
                : [],
        };
    }

    private static Reason Because(string code, string bound, int target)
        => new(Stages.Limits, code, string.Create(CultureInfo.InvariantCulture, $"{bound}, {target} was to be published"));
}
