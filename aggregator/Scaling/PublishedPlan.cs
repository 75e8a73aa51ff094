using System.Collections.Immutable;
using Wva.Scaling.Decision;
using Wva.Scaling.Inputs;

namespace Wva.Scaling;

/// <summary>The end of the published path: what is published, why, and by which figures.</summary>
internal static class PublishedPlan
{
    private static readonly Reason Nothing = new(Stages.Analysis, ReasonCodes.NothingDecided, "no row of metrics speaks of it: it stays as it is");

    public static (ScalingPlan Plan, LearnedState Learned) Of(DateTimeOffset now, PublishedDraft[] drafts, LearnedState learned)
    {
        var decisions = ImmutableArray.CreateBuilder<VariantDecision>();
        var figures = ImmutableArray.CreateBuilder<ModelFigures>();
        var remembered = ImmutableDictionary.CreateBuilder<VariantKey, LearnedVariant>();
        foreach (var draft in drafts)
        {
            for (var i = 0; i < draft.Targets.Length; i++)
            {
                var before = learned.Variants.GetValueOrDefault(draft.Model.Variants[i].Spec.Key);
                var decision = Decide(draft, i, before?.Published);
                decisions.Add(decision);
                remembered[decision.Variant.Spec.Key] = new LearnedVariant
                {
                    Published = decision.Target,
                    PublishedAt = before?.Published == decision.Target ? before?.PublishedAt : now,
                };
            }

            if (draft.Mix is { } mix && !mix.Ballots.IsEmpty)
            {
                figures.Add(FigureBuilder.Build(mix, mix.Ballots[Math.Max(0, draft.Outcome?.Anchor ?? 0)]));
            }
        }

        return (new ScalingPlan(now, decisions.ToImmutable()) { Models = figures.ToImmutable() }, learned with { Variants = remembered.ToImmutable() });
    }

    private static VariantDecision Decide(PublishedDraft draft, int index, int? before)
    {
        var variant = draft.Model.Variants[index];
        var target = Math.Max(0, draft.Targets[index] ?? variant.Current);
        var (required, spare) = draft.Capacity(index);
        var (newest, oldest) = Ages(variant);
        if (draft.Reasons[index].Count == 0)
        {
            draft.Reasons[index].Add(Nothing);
        }

        return new VariantDecision
        {
            Variant = variant,
            Target = target,
            PublishedBefore = before,
            Wanted = draft.Wanted[index],
            Action = target == variant.Current ? ScalingAction.NoChange : target > variant.Current ? ScalingAction.ScaleUp : ScalingAction.ScaleDown,
            RequiredCapacity = required,
            SpareCapacity = spare,
            PerReplicaCapacity = draft.PerReplica(index),
            Reasons = [.. draft.Reasons[index]],
            Considered = draft.Considered(index),
            NewestSignalAgeSeconds = newest,
            OldestSignalAgeSeconds = oldest,
            Trust = draft.Model.Given.IsDefaultOrEmpty ? SignalTrust.Of(variant, draft.Policy, draft.Mix is null ? null : draft.PerReplica(index) ?? 0) : 1,
        };
    }

    private static (double? Newest, double? Oldest) Ages(VariantSnapshot variant)
    {
        double? newest = null, oldest = null;
        foreach (var replica in variant.Replicas.IsDefault ? [] : variant.Replicas)
        {
            if (replica.AgeSeconds is { } age && double.IsFinite(age))
            {
                newest = Math.Min(newest ?? age, age);
                oldest = Math.Max(oldest ?? age, age);
            }
        }

        return (newest, oldest);
    }
}
