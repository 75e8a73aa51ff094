using System.Globalization;
using Wva.Scaling.Analysis;
using Wva.Scaling.Inputs;

namespace Wva.Scaling.Mix;

/// <summary>The bounds of one variant, and what to say where they changed its number.</summary>
/// <param name="Min">Fewest replicas.</param>
/// <param name="Max">Most replicas.</param>
/// <param name="AtMin">Why it is raised, from what was wanted.</param>
/// <param name="AtMax">Why it is lowered, from what was wanted.</param>
/// <param name="Limited">Which shared limit lowers it; null where none does.</param>
internal readonly record struct BoundTexts(int Min, int Max, Func<int, Reason> AtMin, Func<int, Reason> AtMax, Func<int, Reason?>? Limited = null)
{
    /// <summary>Bounds of a variant in the default setting.</summary>
    public static BoundTexts Of(VariantStanding variant, Func<int, Reason?>? limited = null)
        => new(variant.Min, variant.Max, wanted => AtMinOf(variant, wanted), wanted => AtMaxOf(variant, wanted), limited);

    /// <summary>Bounds of a variant as published.</summary>
    public static BoundTexts Of(VariantSpec spec, Func<int, Reason?>? limited = null) => new(
        Math.Max(0, spec.Min ?? 0), spec.Max is > 0 and var max ? max : int.MaxValue, wanted => Raised(spec.Min ?? 0, wanted, spec.Min ?? 0), wanted => Lowered(spec.Max ?? 0, wanted, spec.Max ?? 0), limited);

    /// <summary>Why a number is raised to the variant's min, or to a schedule's.</summary>
    public static Reason AtMinOf(VariantStanding variant, int wanted)
        => variant.Raising is { } scheduled ? Schedule.Because(scheduled, wanted) : Raised(variant.Snapshot.Spec.Min ?? 0, wanted, variant.BoundMin);

    /// <summary>Why a number is lowered to the variant's max.</summary>
    public static Reason AtMaxOf(VariantStanding variant, int wanted) => Lowered(Math.Max(variant.Snapshot.Spec.Max ?? variant.BoundMax, variant.Snapshot.Spec.Min ?? 0), wanted, variant.BoundMax);

    /// <summary>What keeps a variant that is full at its number.</summary>
    /// <param name="word">An operator's word; null where there is none.</param>
    /// <param name="max">Its max.</param>
    public static string KeptAtMax(string? word, int max) => word is not null ? $"has no room: {word}" : string.Create(CultureInfo.InvariantCulture, $"is at its max of {max}");

    /// <summary>A bound that a target is outside of and that only stops what moves; null where there is none.</summary>
    public static Reason? LeftToScalerOf(VariantStanding variant, int? target)
    {
        var spec = variant.Snapshot.Spec;
        var bound = target < spec.Min ? $"min is {spec.Min}" : target > spec.Max && spec.Max >= (spec.Min ?? 0) ? $"max is {spec.Max}" : null;
        return bound is null ? null : new Reason(Stages.Limits, ReasonCodes.LeftToScaler, string.Create(
            CultureInfo.InvariantCulture, $"{bound} and {target} stay: going back is left to its scaler, which has bounds of its own"));
    }

    private static Reason Raised(int min, int wanted, int kept) => Because(ReasonCodes.AtMin, "min", min, wanted, kept);

    private static Reason Lowered(int max, int wanted, int kept) => Because(ReasonCodes.AtMax, "max", max, wanted, kept);

    /// <summary>Where a count that is outside of its bound already stays, the sentence says so.</summary>
    private static Reason Because(string code, string bound, int value, int wanted, int kept) => new(Stages.Limits, code, string.Create(
        CultureInfo.InvariantCulture, $"{bound} is {value}{(value == kept ? "" : string.Create(CultureInfo.InvariantCulture, $", {kept} stay"))}, {wanted} was to be published"));
}
