using System.Collections.Immutable;
using Wva.Scaling.Analysis.Percentage;
using Wva.Scaling.Analysis.Pools;
using Wva.Scaling.Inputs;
using Wva.Scaling.Mix;

namespace Wva.Scaling;

/// <summary>One model on its way through the published steps.</summary>
internal sealed class PublishedDraft
{
    public PublishedDraft(ModelSnapshot model, ScalingPolicy policy)
    {
        Model = model;
        Policy = policy;
        Targets = new int?[model.Variants.Length];
        Wanted = new int?[model.Variants.Length];
        SpareKv = new double[model.Variants.Length];
        Reasons = new List<Reason>[model.Variants.Length];
        for (var i = 0; i < Reasons.Length; i++)
        {
            Reasons[i] = [];
        }
    }

    public ModelSnapshot Model { get; }

    /// <summary>The model's own policy.</summary>
    public ScalingPolicy Policy { get; }

    /// <summary>The model as the optimisers see it; null where the percentages decide, or no analyzer had anything to go by.</summary>
    public MixModel? Mix { get; set; }

    public MixOutcome? Outcome { get; private set; }

    /// <summary>By variant; null is no decision.</summary>
    public int?[] Targets { get; }

    /// <summary>The targets before zero and limits.</summary>
    public int?[] Wanted { get; }

    /// <summary>Mean spare KV cache by variant: the order of the limiter.</summary>
    public double[] SpareKv { get; }

    public List<Reason>[] Reasons { get; }

    /// <summary>Takes over what an optimiser made of it.</summary>
    /// <param name="outcome">What it made of it.</param>
    /// <param name="pools">GPUs that are left after all models; null where nothing limits.</param>
    public void Take(MixOutcome outcome, GpuPools? pools)
    {
        Outcome = outcome;
        var unbounded = new PublishedSized(Mix!, outcome).Unbounded();
        for (var i = 0; i < Targets.Length; i++)
        {
            var variant = Mix!.Variants[i];
            var (kind, wanted, reason) = unbounded.Find(i, new Bounds(variant.Min, variant.Max, LimitReasons.IsStopped(outcome, i)), outcome.UnmetReplicas(Mix, i));
            Targets[i] = outcome.Anchor == Anchor.None ? null : outcome.Targets[i];
            Wanted[i] = outcome.Anchor == Anchor.None ? null : wanted;
            Reasons[i].Add(reason);
            Reasons[i].AddRange(kind is BoundKind.None ? []
                : kind is BoundKind.Shared ? [LimitReasons.Of(Mix, outcome, pools!, i, (wanted, outcome.Targets[i]))]
                : [BoundTexts.Of(Model.Variants[i].Spec, kind, wanted)]);
        }
    }

    /// <summary>Takes over what one role's percentages say.</summary>
    public void Take(PublishedGroup group)
    {
        var wanted = OneStep.Wanted(group);
        var targets = OneStep.Targets(group);
        for (var i = 0; i < targets.Length; i++)
        {
            var variant = group.Variants[i];
            var at = Place(variant.Variant);
            (Targets[at], Wanted[at]) = (targets[i], wanted[i]);
            SpareKv[at] = variant.SpareKv;
            Reasons[at].Add(group.Reason);
            Reasons[at].Add(Step(group, variant, wanted[i]));
            Reasons[at].AddRange(targets[i] == wanted[i] ? [] : [BoundTexts.Of(variant.Variant.Spec, targets[i] > wanted[i] ? BoundKind.Min : BoundKind.Max, wanted[i])]);
        }
    }

    /// <summary>Need and spare that a variant was sized by: its role's, or the model's where no role is told apart.</summary>
    public (double Required, double Spare) Capacity(int index)
    {
        if (Mix is null || Outcome is null || Outcome.Anchor == Anchor.None)
        {
            return (0, Mix is null ? SpareKv[index] : 0);
        }

        var ballot = Mix.Ballots[Outcome.Anchor];
        var role = (int)Mix.Variants[index].Role;
        return Vote.HasRoles(ballot) ? (Vote.Need(ballot, role), Vote.Spare(ballot, role)) : (Vote.Sane(ballot.Required), Vote.Sane(ballot.Spare));
    }

    /// <summary>Capacity of one replica of a variant; null where no capacity sized it.</summary>
    public double? PerReplica(int index) => Outcome is { PerReplica.IsEmpty: false } outcome ? outcome.PerReplica[index] : null;

    public ImmutableArray<Reason> Considered(int index) => Mix is null || Outcome is null ? [] : MixReasons.Considered(Mix, Outcome, index);

    private int Place(VariantSnapshot variant)
    {
        for (var i = 0; i < Model.Variants.Length; i++)
        {
            if (ReferenceEquals(Model.Variants[i], variant))
            {
                return i;
            }
        }

        return 0;
    }

    private static Reason Step(PublishedGroup group, PublishedSpare variant, int target)
    {
        var current = variant.Current;
        return target > current ? new Reason(Stages.Mix, ReasonCodes.ScaleOut, FormattableString.Invariant($"{target - current} more here (cost {variant.Variant.Spec.Cost})"))
            : target < current ? new Reason(Stages.Mix, ReasonCodes.ScaleIn, FormattableString.Invariant($"{current - target} fewer here (cost {variant.Variant.Spec.Cost})"))
            : OneStep.InTransition(group) ? new Reason(Stages.Mix, ReasonCodes.HeldStarting, "nothing changes while replicas of the role are pending")
            : new Reason(Stages.Mix, ReasonCodes.DemandCovered, FormattableString.Invariant($"{target} stay here"));
    }
}
