using System.Collections.Immutable;
using Wva.Scaling.Mix;

namespace Wva.Scaling.Zero;

/// <summary>
/// A role group never goes under one replica that carries load: it is kept on the cheapest variant that has one, so that nothing moves for it.
/// </summary>
internal static class LastReplica
{
    private static readonly Reason Kept = new(Stages.Zero, ReasonCodes.LastReplicaKept, "nothing is asked of the role group; its last replica stays here");

    public static ImmutableArray<VariantKept> Keep(ImmutableArray<VariantMix> variants)
    {
        var noneAtLeast = variants.All(v => v.Wanted is { } w && w.Least <= v.Standing.Idle);
        var keeper = noneAtLeast ? Keeper(variants) : null;
        var noneAtMost = noneAtLeast && variants.All(v => v.Wanted is { } w && w.Most <= v.Standing.Idle);
        var kept = ImmutableArray.CreateBuilder<VariantKept>(variants.Length);
        foreach (var variant in variants)
        {
            kept.Add(ReferenceEquals(variant, keeper) ? WithOne(variant, noneAtMost) : new VariantKept { Mix = variant, Wanted = variant.Wanted });
        }

        return kept.MoveToImmutable();
    }

    private static VariantKept WithOne(VariantMix variant, bool noneAtMost)
    {
        var one = variant.Standing.Idle + 1;
        var band = variant.Wanted!.Value;
        return new VariantKept
        {
            Mix = variant,
            Wanted = new Band(Math.Max(band.Least, one), Math.Max(band.Most, one)),
            Reason = noneAtMost ? Kept : null,
        };
    }

    private static VariantMix? Keeper(ImmutableArray<VariantMix> variants)
        => variants.FirstOrDefault(v => v.Standing.Published > v.Standing.Idle && v.Standing.Supply > 0 && v.Standing.Max > v.Standing.Idle)
            ?? variants.FirstOrDefault(v => (v.Standing.KeepsOne ? v.Standing.Supply : v.Standing.Asked) > 0 && v.Standing.Max > v.Standing.Idle)
            ?? variants.FirstOrDefault(v => v.Standing.Max > v.Standing.Idle && (v.Standing.Current > 0 || v.Standing.Published > 0));
}
