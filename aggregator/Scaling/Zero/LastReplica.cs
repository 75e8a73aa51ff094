using System.Collections.Immutable;
using Wva.Scaling.Analysis;
using Wva.Scaling.Mix;

namespace Wva.Scaling.Zero;

/// <summary>
/// A role group never goes under one replica that carries load: it is kept on the cheapest variant that has one, so that nothing moves for it.
/// </summary>
internal static class LastReplica
{
    private static readonly Reason Kept = new(Stages.Zero, ReasonCodes.LastReplicaKept, "nothing is asked of the role group; its last replica stays here");

    /// <summary>Raises the keeper where nothing of the group would carry load.</summary>
    /// <param name="variants">The group.</param>
    /// <param name="isModelEmpty">Whether no variant of the model is asked for anything: then what still serves is kept, though it is on its way out; so it is beside siblings that nobody hears of.</param>
    public static ImmutableArray<VariantKept> Keep(ImmutableArray<VariantMix> variants, bool isModelEmpty)
    {
        var noneAtLeast = variants.All(v => v.Wanted is { } w && CarriesNone(v.Standing, w.Least));
        var keeper = noneAtLeast ? Keeper(variants, isModelEmpty) : null;
        var noneAtMost = noneAtLeast && variants.All(v => v.Wanted is { } w && CarriesNone(v.Standing, w.Most));
        var kept = ImmutableArray.CreateBuilder<VariantKept>(variants.Length);
        foreach (var variant in variants)
        {
            kept.Add(ReferenceEquals(variant, keeper) ? WithOne(variant, noneAtMost) : new VariantKept { Mix = variant, Wanted = variant.Wanted });
        }

        return kept.MoveToImmutable();
    }

    /// <summary>Whether nothing of so many replicas would carry load: what comes where there are no GPUs will not.</summary>
    private static bool CarriesNone(VariantStanding variant, int replicas) => replicas <= variant.Idle || (variant.Snapshot.StockOut && variant.Asked == 0);

    private static VariantKept WithOne(VariantMix variant, bool noneAtMost)
    {
        var one = variant.Standing.Snapshot.StockOut ? Math.Max(1, variant.Standing.Idle) : variant.Standing.Idle + 1; // what finds no GPUs is not asked for more
        var band = variant.Wanted!.Value;
        return new VariantKept
        {
            Mix = variant,
            Wanted = new Band(Math.Max(band.Least, one), Math.Max(band.Most, one)),
            Reason = noneAtMost ? Kept : null,
        };
    }

    private static VariantMix? Keeper(ImmutableArray<VariantMix> variants, bool isModelEmpty)
    {
        var isOn = isModelEmpty || variants.Any(static v => v.Standing.Current > 0 || v.Standing.Published > 0);
        return variants.FirstOrDefault(v => v.Standing.Published > v.Standing.Idle && v.Standing.Supply > 0 && v.Standing.Max > v.Standing.Idle)
            ?? variants.FirstOrDefault(v => (isOn && v.Standing.KeepsOne ? v.Standing.Supply : v.Standing.Asked) > 0 && v.Standing.Max > v.Standing.Idle)
            ?? variants.FirstOrDefault(v => v.Standing.Max > v.Standing.Idle && (v.Standing.Current > 0 || v.Standing.Published > 0));
    }
}
