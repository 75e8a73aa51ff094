using System.Collections.Immutable;
using System.Globalization;
using Wva.Scaling.Analysis;

namespace Wva.Scaling.Mix;

/// <summary>Why a variant got its part, and who was passed over.</summary>
/// <param name="group">The role group.</param>
/// <param name="least">Replicas for the least that its load may be.</param>
/// <param name="most">Replicas for the most.</param>
/// <param name="roomCounts">Whether its variants have room as far as their max; else none is ever full.</param>
internal sealed class Explanation(GroupAnalysis group, Allocation least, Allocation most, bool roomCounts)
{
    /// <summary>Why a number is what it is, save for bounds.</summary>
    /// <param name="index">Place of the variant.</param>
    /// <param name="to">The number.</param>
    public Reason Reason(int index, int to)
    {
        var variant = group.Variants[index];
        if (to > variant.Published)
        {
            return Because(ReasonCodes.ScaleOut, string.Create(
                CultureInfo.InvariantCulture,
                $"the load needs {group.NeedAtLeast}, {group.Supply} are there: {(long)to - variant.Published} more here, the cheapest{(roomCounts || group.Variants.Take(index).Any(static v => v.Snapshot.StockOut || v.Word is not null || v.IsSilent) ? " with room" : "")} (cost {variant.Snapshot.Spec.Cost})"));
        }

        if (variant.KeepsOne && to == variant.Idle + 1L && most.Unspent > 0)
        {
            return Because(ReasonCodes.LastReplicaKept, string.Create(
                CultureInfo.InvariantCulture, $"the load needs {group.NeedAtMost}, {group.Supply} are there; the last replica stays here, as scaling to zero is off"));
        }

        if (to < variant.Published)
        {
            return Because(ReasonCodes.ScaleIn, string.Create(
                CultureInfo.InvariantCulture,
                $"the load needs {group.NeedAtMost}, {group.Supply} are there: {(long)variant.Published - to} fewer here, the most expensive first (cost {variant.Snapshot.Spec.Cost})"));
        }

        return least.Unmet > 0
            ? Because(ReasonCodes.DemandUnmet, string.Create(
                CultureInfo.InvariantCulture, $"the load needs {group.NeedAtLeast}, {group.Supply} are there, and no variant has room for {least.Unmet} more"))
            : Because(ReasonCodes.DemandCovered, string.Create(
                CultureInfo.InvariantCulture, $"the load needs {group.NeedAtLeast}, {group.Supply} are there: {to} here is right{(OthersGrow(index) ? ", others take the rest" : "")}"));
    }

    private bool OthersGrow(int index)
    {
        for (var i = 0; i < group.Variants.Length; i++)
        {
            if (i != index && least.Replicas[i] > group.Variants[i].Published)
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>What was passed over.</summary>
    /// <param name="index">Place of the variant.</param>
    /// <param name="to">Its number.</param>
    public ImmutableArray<Reason> Considered(int index, int to)
    {
        var considered = ImmutableArray.CreateBuilder<Reason>();
        if (to == group.Variants[index].Published)
        {
            AddWhoIsFull(considered);
        }
        else if (to > group.Variants[index].Published)
        {
            AddOthersForGrowth(index, considered);
        }
        else
        {
            AddOthersForScaleIn(index, considered);
        }

        return considered.ToImmutable();
    }

    private void AddOthersForGrowth(int index, ImmutableArray<Reason>.Builder considered)
    {
        for (var i = 0; i < group.Variants.Length; i++)
        {
            var other = group.Variants[i];
            if ((i < index || (i != index && least.Unmet > 0)) && Full(i, i < index ? "comes first and " : "") is { } full)
            {
                considered.Add(full);
            }
            else if ((i > index || other.IsSilent) && i != index && least.Replicas[i] <= other.Published)
            {
                considered.Add(Later(other));
            }
        }

        if (least.Unmet > 0)
        {
            considered.Add(Because(ReasonCodes.DemandUnmet, string.Create(
                CultureInfo.InvariantCulture, $"{least.Unmet} more are needed and no variant has room")));
        }
    }

    /// <summary>Where nothing has room for what is asked for, each variant says why, the one that asks included.</summary>
    private void AddWhoIsFull(ImmutableArray<Reason>.Builder considered)
    {
        for (var i = 0; i < group.Variants.Length && least.Unmet > 0; i++)
        {
            if (Full(i, "") is { } full)
            {
                considered.Add(full);
            }
        }
    }

    /// <summary>Why a variant has no room; null where it has.</summary>
    private Reason? Full(int index, string turn)
    {
        var variant = group.Variants[index];
        var name = string.Create(CultureInfo.InvariantCulture, $"{Name(variant)} (cost {variant.Snapshot.Spec.Cost}) {turn}");
        return variant.Snapshot.StockOut ? Because(ReasonCodes.NoGpus, $"{name}finds no GPUs for its pods")
            : least.Replicas[index] >= variant.Max ? Because(ReasonCodes.NoRoom, string.Create(CultureInfo.InvariantCulture, $"{name}{BoundTexts.KeptAtMax(variant.Word?.Reason.Message, variant.Snapshot.Spec.Max ?? variant.Max)}"))
            : null;
    }

    private void AddOthersForScaleIn(int index, ImmutableArray<Reason>.Builder considered)
    {
        for (var i = 0; i < index; i++)
        {
            considered.Add(Later(group.Variants[i]));
        }
    }

    private static Reason Later(VariantStanding other) => Because(ReasonCodes.LaterByCost, string.Create(
        CultureInfo.InvariantCulture, $"{Name(other)} (cost {other.Snapshot.Spec.Cost}{(other.IsSilent ? ", not heard of" : "")}) comes later"));

    private static string Name(VariantStanding variant) => variant.Snapshot.Spec.Key.Name;

    private static Reason Because(string code, string message) => new(Stages.Mix, code, message);
}
