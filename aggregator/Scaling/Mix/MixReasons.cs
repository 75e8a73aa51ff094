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

        var (variant, need) = (model.Variants[index], DecidingVote.OfNeed(model, outcome, index));
        return target > variant.Stands ? Because(ReasonCodes.ScaleOut, string.Create(
                CultureInfo.InvariantCulture,
                $"{Needs(need, variant.Role)}: {target - variant.Stands} more here, {need.PerReplica:0.##} a replica at cost {variant.Cost}"))
            : target < variant.Stands && DecidingVote.OfSpare(model, outcome, index) is var spare ? Because(ReasonCodes.ScaleIn, string.Create(
                CultureInfo.InvariantCulture,
                $"{Spares(spare, variant.Role)}: {variant.Stands - target} fewer here, {spare.PerReplica:0.##} a replica at cost {variant.Cost}"))
            : variant.FindsNoGpus && need.Number > 0 ? Because(ReasonCodes.NoGpus, $"{Needs(need, variant.Role)}; its pods find no GPUs")
            : DecidingVote.OfUnmet(model, outcome, index) is { } unmet ? Because(ReasonCodes.DemandUnmet, string.Create(
                CultureInfo.InvariantCulture, $"{Needs(unmet with { Number = Math.Max(unmet.Number, unmet.Unmet) }, variant.Role)}, and {unmet.Unmet:0.##} of it finds no room"))
            : Because(ReasonCodes.DemandCovered, string.Create(CultureInfo.InvariantCulture, $"{Covered(model, outcome, index, need)}: {target} here is right"));
    }

    /// <summary>Who was passed over, cheapest first.</summary>
    /// <param name="model">The model.</param>
    /// <param name="outcome">What the optimiser made of it.</param>
    /// <param name="index">Place of the variant.</param>
    public static ImmutableArray<Reason> Considered(MixModel model, MixOutcome outcome, int index)
    {
        if (outcome.Anchor == Anchor.None || outcome.Targets[index] == model.Variants[index].Stands)
        {
            return IsShortOfMoney(outcome, index) ? [Capped(model, index)] : [];
        }

        var considered = ImmutableArray.CreateBuilder<Reason>();
        foreach (var i in InOrder(model, model.Variants[index].Role))
        {
            if (i != index && Passed(model, outcome, index, i) is { } passed)
            {
                considered.Add(passed);
            }
        }

        if (outcome.Targets[index] > model.Variants[index].Stands && DecidingVote.OfUnmet(model, outcome, index) is { } unmet)
        {
            considered.Add(Because(ReasonCodes.DemandUnmet, string.Create(CultureInfo.InvariantCulture, $"{unmet.Unmet:0.##} of what is needed finds no room")));
        }

        return considered.ToImmutable();
    }

    /// <summary>Why nobody of a role takes more, where something is unmet; not as published, where one role without room stops another that has some.</summary>
    /// <param name="model">The model.</param>
    /// <param name="outcome">What the optimiser made of it.</param>
    /// <param name="role">The role.</param>
    public static ImmutableArray<Reason> WithoutRoom(MixModel model, MixOutcome outcome, Role role)
        => outcome.Anchor == Anchor.None || !outcome.IsUnmet(role) ? []
            : [.. InOrder(model, role).Select(i => outcome.PerReplica[i] <= 0 ? Unknown(model.Variants[i]) : Full(model, outcome, i, "")).OfType<Reason>()];

    /// <summary>Variants of a role by cost, then by name: whatever the order of the input.</summary>
    private static IEnumerable<int> InOrder(MixModel model, Role role) => Enumerable.Range(0, model.Variants.Length)
        .Where(i => model.Variants[i].Role == role)
        .OrderBy(i => PickOrder.Cost(model.Variants[i]))
        .ThenBy(i => model.Variants[i].Name, StringComparer.Ordinal);

    private static Reason? Passed(MixModel model, MixOutcome outcome, int index, int other)
    {
        var (variant, passed) = (model.Variants[index], model.Variants[other]);
        if (outcome.PerReplica[other] <= 0)
        {
            return Unknown(passed);
        }

        var stays = outcome.Targets[other] == passed.Stands;
        if (outcome.Targets[index] < variant.Stands)
        {
            return stays ? Later(passed.Name, passed.Cost) : null;
        }

        var isFirst = PickOrder.Cost(passed) / outcome.PerReplica[other] < PickOrder.Cost(variant) / outcome.PerReplica[index];
        return isFirst || outcome.IsUnmet(variant.Role) ? Full(model, outcome, other, isFirst ? "comes first and " : "")
            : stays ? Later(passed.Name, passed.Cost)
            : null;
    }

    /// <summary>Why a variant has no room for more, in the order in which limits say so of its own number; null where it has.</summary>
    private static Reason? Full(MixModel model, MixOutcome outcome, int index, string turn)
    {
        var variant = model.Variants[index];
        var name = string.Create(CultureInfo.InvariantCulture, $"{variant.Name} (cost {variant.Cost})");
        return variant.FindsNoGpus ? Because(ReasonCodes.NoGpus, $"{name} {turn}finds no GPUs for its pods")
            : outcome.Targets[index] >= variant.Max ? Because(ReasonCodes.NoRoom, $"{name} {turn}{BoundTexts.KeptAtMax(variant.Word, variant.UserMax ?? variant.Max)}")
            : outcome.Rescale is not null ? Because(ReasonCodes.Rescaled, $"{name} {turn}has no more of the GPUs that models compete for")
            : !outcome.ShortOfGpus.IsEmpty && outcome.ShortOfGpus[index] is not null ? Because(ReasonCodes.NoGpus, $"{name} {turn}finds no more GPUs of type {variant.Accelerator ?? "unknown"}")
            : IsShortOfMoney(outcome, index) ? Capped(model, index)
            : variant.IsSilent ? Later(string.Create(CultureInfo.InvariantCulture, $"{variant.Name} (cost {variant.Cost}, not heard of)"))
            : IsMeasured(model, index) ? null
            : Because(ReasonCodes.CapacityUnknown, $"{name}: no analyzer that needs more knows what a replica carries");
    }

    /// <summary>Whether an analyzer that needs anything of its role knows what a replica of a variant carries.</summary>
    private static bool IsMeasured(MixModel model, int index)
        => model.Said.Any(ballot => ballot.Enabled && Vote.Need(ballot, (int)model.Variants[index].Role) > 0 && Vote.Capacity(ballot, index) > 0);

    /// <summary>What of a role goes on though nothing of it changes; a role that could scale in waits for another that grows.</summary>
    private static string Covered(MixModel model, MixOutcome outcome, int index, DecidingVote need)
    {
        var role = model.Variants[index].Role;
        if (need.Number > 0)
        {
            return Needs(need, role) + (outcome.Growing ? ", which others take" : ", which a bound brings");
        }

        var spare = DecidingVote.OfSpare(model, outcome, index);
        return Spares(spare, role) + (outcome.Growing && spare.Number > 0 ? ", and nothing scales in while the model needs more elsewhere" : "");
    }

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
