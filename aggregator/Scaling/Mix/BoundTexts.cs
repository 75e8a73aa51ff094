using System.Globalization;
using Wva.Scaling.Analysis;
using Wva.Scaling.Inputs;

namespace Wva.Scaling.Mix;

/// <summary>What to say where a bound of its own changed the number of a variant.</summary>
internal static class BoundTexts
{
    /// <summary>Bounds of a variant in the default setting.</summary>
    /// <param name="variant">The variant.</param>
    /// <param name="kind">Its min, its max, or an operator's word on it.</param>
    /// <param name="wanted">Replicas without that bound.</param>
    public static Reason Of(VariantStanding variant, BoundKind kind, int wanted)
        => kind is BoundKind.Word ? variant.Word!.Reason : kind is BoundKind.Min ? AtMinOf(variant, wanted) : AtMaxOf(variant, wanted);

    /// <summary>Bounds of a variant as published.</summary>
    /// <param name="spec">The variant.</param>
    /// <param name="kind">Its min or its max.</param>
    /// <param name="wanted">Replicas without that bound.</param>
    public static Reason Of(VariantSpec spec, BoundKind kind, int wanted)
        => kind is BoundKind.Min ? Raised(spec.Min ?? 0, wanted, spec.Min ?? 0) : Lowered(spec.Max ?? 0, wanted, spec.Max ?? 0);

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
