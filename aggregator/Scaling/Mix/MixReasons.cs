using System.Collections.Immutable;
using System.Globalization;
using Wva.Scaling.Inputs;

namespace Wva.Scaling.Mix;

/// <summary>Why a variant got its number from an optimiser, and who was passed over.</summary>
internal static class MixReasons
{
    /// <summary>The reason of one variant.</summary>
    /// <param name="model">The model.</param>
    /// <param name="outcome">What the optimiser made of it.</param>
    /// <param name="index">Place of the variant.</param>
    /// <param name="target">Its number: where two readings of the load disagree, what stands.</param>
    public static Reason Of(MixModel model, MixOutcome outcome, int index, int target)
    {
        if (outcome.Anchor == Anchor.None)
        {
            return Because(ReasonCodes.NotSized, "not one live analyzer that votes knows a capacity, or several do and saturation is not among them: what is there stands");
        }

        var variant = model.Variants[index];
        var (need, spare) = (DecidingVote.OfNeed(model, outcome, index), DecidingVote.OfSpare(model, outcome, index));
        var unmet = need.Unmet(model, outcome, index);
        return target > variant.Start ? Because(ReasonCodes.ScaleOut, string.Create(
                CultureInfo.InvariantCulture,
                $"{Needs(need, variant.Role)}: {target - variant.Start} more here, {need.PerReplica:0.##} a replica at cost {variant.Cost}"))
            : target < variant.Start ? Because(ReasonCodes.ScaleIn, string.Create(
                CultureInfo.InvariantCulture,
                $"{Spares(spare, variant.Role)}: {variant.Start - target} fewer here, {spare.PerReplica:0.##} a replica at cost {variant.Cost}"))
            : unmet > 0 ? Because(ReasonCodes.DemandUnmet, string.Create(
                CultureInfo.InvariantCulture, $"{Needs(need, variant.Role)}, and {unmet:0.##} of it finds no room"))
            : Because(ReasonCodes.DemandCovered, string.Create(
                CultureInfo.InvariantCulture,
                $"{(outcome.Growing ? Needs(need, variant.Role) : Spares(spare, variant.Role))}: {target} here is right"));
    }

    /// <summary>The other variants of the role, where this one changed.</summary>
    /// <param name="model">The model.</param>
    /// <param name="outcome">What the optimiser made of it.</param>
    /// <param name="index">Place of the variant.</param>
    public static ImmutableArray<Reason> Considered(MixModel model, MixOutcome outcome, int index)
    {
        if (outcome.Anchor == Anchor.None || outcome.Targets[index] == model.Variants[index].Start)
        {
            return IsShortOfMoney(outcome, index) ? [Capped(model, index)] : [];
        }

        var considered = ImmutableArray.CreateBuilder<Reason>();
        for (var i = 0; i < model.Variants.Length; i++)
        {
            if (i != index && model.Variants[i].Role == model.Variants[index].Role && Passed(model, outcome, index, i) is { } passed)
            {
                considered.Add(passed);
            }
        }

        if (outcome.Targets[index] > model.Variants[index].Start && DecidingVote.OfNeed(model, outcome, index).Unmet(model, outcome, index) is > 0 and var unmet)
        {
            considered.Add(Because(ReasonCodes.DemandUnmet, string.Create(CultureInfo.InvariantCulture, $"{unmet:0.##} of what is needed finds no room")));
        }

        return considered.ToImmutable();
    }

    /// <summary>Why nobody of a role takes more, where something is unmet; not as published, where one role without room stops another that has some.</summary>
    /// <param name="model">The model.</param>
    /// <param name="outcome">What the optimiser made of it.</param>
    /// <param name="role">The role.</param>
    public static ImmutableArray<Reason> WithoutRoom(MixModel model, MixOutcome outcome, Role role)
    {
        if (outcome.Anchor == Anchor.None || outcome.Unmet.IsEmpty || outcome.Unmet[(int)role] <= 0)
        {
            return [];
        }

        var considered = ImmutableArray.CreateBuilder<Reason>();
        for (var i = 0; i < model.Variants.Length; i++)
        {
            if (model.Variants[i].Role == role)
            {
                considered.Add(outcome.PerReplica[i] <= 0 ? Unknown(model.Variants[i]) : Full(model, outcome, i, ""));
            }
        }

        return considered.ToImmutable();
    }

    private static Reason? Passed(MixModel model, MixOutcome outcome, int index, int other)
    {
        var (name, cost) = (model.Variants[other].Name, model.Variants[other].Cost);
        if (outcome.PerReplica[other] <= 0)
        {
            return Unknown(model.Variants[other]);
        }

        var grows = outcome.Targets[index] > model.Variants[index].Start;
        if (!grows)
        {
            return outcome.Targets[other] == model.Variants[other].Start ? Later(name, cost) : null;
        }

        var isFirst = PickOrder.Cost(model.Variants[other]) / outcome.PerReplica[other] < PickOrder.Cost(model.Variants[index]) / outcome.PerReplica[index];
        return isFirst ? Full(model, outcome, other, "comes first and ")
            : outcome.Targets[other] == model.Variants[other].Start ? Later(name, cost)
            : null;
    }

    /// <summary>Why a variant has no room for more.</summary>
    private static Reason Full(MixModel model, MixOutcome outcome, int index, string turn)
    {
        var variant = model.Variants[index];
        return variant.FindsNoGpus || (outcome.Targets[index] < variant.Max && IsShortOfGpus(outcome, index)) ? Because(ReasonCodes.NoGpus, string.Create(
                CultureInfo.InvariantCulture, $"{variant.Name} (cost {variant.Cost}) {turn}finds no more GPUs of type {variant.Accelerator ?? "unknown"}"))
            : outcome.Targets[index] >= variant.Max ? Because(ReasonCodes.NoRoom, string.Create(CultureInfo.InvariantCulture, $"{variant.Name} (cost {variant.Cost}) {turn}{BoundTexts.KeptAtMax(variant.Word, variant.UserMax ?? variant.Max)}"))
            : IsShortOfMoney(outcome, index) ? Capped(model, index)
            : variant.IsSilent ? Later($"{variant.Name} (cost {variant.Cost.ToString(CultureInfo.InvariantCulture)}, not heard of)")
            : Because(ReasonCodes.CapacityUnknown, string.Create(CultureInfo.InvariantCulture, $"{variant.Name} (cost {variant.Cost}): no analyzer that needs more knows what a replica carries"));
    }

    private static bool IsShortOfGpus(MixOutcome outcome, int index) => !outcome.IsShortOfGpus.IsEmpty && outcome.IsShortOfGpus[index];

    private static bool IsShortOfMoney(MixOutcome outcome, int index) => !outcome.IsShortOfMoney.IsEmpty && outcome.IsShortOfMoney[index];

    private static Reason Unknown(MixVariant variant)
        => Because(ReasonCodes.CapacityUnknown, string.Create(CultureInfo.InvariantCulture, $"{variant.Name} (cost {variant.Cost}): nobody knows what a replica carries"));

    private static Reason Capped(MixModel model, int index) => Because(ReasonCodes.CostCap, string.Create(
        CultureInfo.InvariantCulture, $"{model.Namespace} may not pay for one more of {model.Variants[index].Name} (cost {model.Variants[index].Cost})"));

    private static Reason Later(string name, double cost) => Later(string.Create(CultureInfo.InvariantCulture, $"{name} (cost {cost})"));

    private static Reason Later(string variant) => Because(ReasonCodes.LaterByCost, variant + " comes later");

    private static string Needs(DecidingVote vote, Role role)
        => string.Create(CultureInfo.InvariantCulture, $"by {vote.Analyzer}, role {Names[(int)role]} needs {vote.Number:0.##} more than is coming");

    private static string Spares(DecidingVote vote, Role role)
        => string.Create(CultureInfo.InvariantCulture, $"by {vote.Analyzer}, role {Names[(int)role]} has {vote.Number:0.##} to spare");

    private static readonly string[] Names = ["both", "decode", "prefill"];

    private static Reason Because(string code, string message) => new(Stages.Mix, code, message);
}
