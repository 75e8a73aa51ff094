using System.Collections.Immutable;
using Wva.Scaling.Analysis;
using Wva.Scaling.Analysis.Percentage;
using Wva.Scaling.Analysis.Pools;
using Wva.Scaling.Analysis.Saturation;
using Wva.Scaling.Decision;
using Wva.Scaling.Inputs;
using Wva.Scaling.Limits;
using Wva.Scaling.Mix;
using Wva.Scaling.Zero;

namespace Wva.Scaling;

/// <summary>
/// The published autoscaler, weaknesses included, in its own order: percentages, zero, limit; or token capacities, optimiser under its limit, zero
/// (weakness U2). Nothing is held, and nothing but learned capacities is remembered for the next cycle.
/// </summary>
internal static class PublishedPath
{
    public static (ScalingPlan Plan, LearnedState Learned) Decide(FleetSnapshot fleet, ScalingPolicy policy, LearnedState learned)
    {
        var models = fleet.Models.IsDefault ? [] : fleet.Models.RemoveAll(m => m.Variants.IsDefaultOrEmpty);
        var store = PublishedStore.From(learned.PublishedTokens);
        var drafts = models.Select(m => new PublishedDraft(m, policy.For(m))).ToArray();
        var byTokens = ByTokens(policy);
        foreach (var draft in drafts)
        {
            Analyze(draft, policy, byTokens, store);
        }

        Optimize(drafts, policy);
        foreach (var draft in drafts)
        {
            Enforce(draft);
        }

        Limit(drafts, policy);
        return PublishedPlan.Of(fleet.Now, drafts, learned with { At = fleet.Now, PublishedTokens = store.ToMemory() });
    }

    /// <summary>Which path it is looks at the common policy only.</summary>
    private static bool ByTokens(ScalingPolicy policy)
        => !policy.Analyzers.IsDefaultOrEmpty && policy.Analyzers.Any(a => !string.Equals(a.Name, AnalyzerNames.Percentage, StringComparison.Ordinal));

    private static void Analyze(PublishedDraft draft, ScalingPolicy policy, bool byTokens, PublishedStore store)
    {
        var model = draft.Model;
        if (!model.Given.IsDefaultOrEmpty)
        {
            draft.Mix = MixModels.Of(model, policy, GivenBallots.Of(model, draft.Policy));
        }
        else if (!byTokens)
        {
            foreach (var group in PublishedPercentage.Analyze(model, draft.Policy))
            {
                draft.Take(group);
            }
        }
        else if (PublishedSaturation.Analyze(model, draft.Policy, GivenBallots.Entry(draft.Policy, AnalyzerNames.Saturation), store) is { } ballot)
        {
            var votes = GivenBallots.Entry(draft.Policy, AnalyzerNames.Saturation)?.Enabled ?? draft.Policy.Analyzers.IsDefaultOrEmpty;
            draft.Mix = MixModels.Of(model, policy, [ballot with { Enabled = votes }]);
        }
    }

    private static void Optimize(PublishedDraft[] drafts, ScalingPolicy policy)
    {
        var sized = Array.FindAll(drafts, d => d.Mix is not null);
        if (sized.Length == 0)
        {
            return;
        }

        if (PoolReader.Read(policy, [.. drafts.SelectMany(Uses)]) is not { } pools)
        {
            Array.ForEach(sized, d => d.Take(CostAware.Allocate(d.Mix!, published: true), pools: null));
            return;
        }

        var outcomes = GreedyByScore.Allocate([.. sized.Select(d => d.Mix!)], pools, RescaleScopes.Of(policy), published: true);
        for (var i = 0; i < sized.Length; i++)
        {
            sized[i].Take(outcomes[i], pools);
        }
    }

    /// <summary>Only what current replicas hold is counted (W23), where somebody knows their type (W11).</summary>
    private static IEnumerable<GpuUse> Uses(PublishedDraft draft)
        => draft.Model.Variants.Select((v, i) => GpuUse.Of(
            draft.Model.Namespace, draft.Mix is { } mix ? mix.Variants[i].Accelerator : v.Spec.Accelerator, v.Current, v.Spec.GpusCounted));

    private static void Enforce(PublishedDraft draft)
    {
        var reasons = Enforcer.Apply(draft.Model, draft.Policy.ScaleToZero, draft.Targets, draft.Mix);
        for (var i = 0; i < reasons.Length; i++)
        {
            if (reasons[i] is { } reason)
            {
                draft.Reasons[i].Add(reason);
            }
        }
    }

    /// <summary>The limiter of the percentages; token capacities were limited in their optimiser.</summary>
    private static void Limit(PublishedDraft[] drafts, ScalingPolicy policy)
    {
        var places = ImmutableArray.CreateBuilder<(PublishedDraft Draft, int Index)>();
        foreach (var draft in drafts)
        {
            for (var i = 0; i < draft.Targets.Length && draft.Mix is null; i++)
            {
                if (draft.Targets[i] is not null)
                {
                    places.Add((draft, i));
                }
            }
        }

        if (places.Count == 0 || PoolReader.Read(policy, [.. drafts.SelectMany(Uses)]) is not { } pools)
        {
            return;
        }

        var grants = GreedyBySaturation.Apply([.. places.Select(p => Request(p.Draft, p.Index))], pools);
        for (var i = 0; i < grants.Length; i++)
        {
            Take(places[i].Draft, places[i].Index, grants[i]);
        }
    }

    private static void Take(PublishedDraft draft, int index, GrowthGrant grant)
    {
        if (grant.LimitedBy is { } limit)
        {
            draft.Reasons[index].Add(new Reason(Stages.Limits, ReasonCodes.GpuLimit, FormattableString.Invariant(
                $"{draft.Targets[index]} were wanted, {limit} leaves GPUs for {grant.Target}")));
        }

        draft.Targets[index] = grant.Target;
    }

    private static GrowthRequest Request(PublishedDraft draft, int index)
    {
        var variant = draft.Model.Variants[index];
        return new GrowthRequest
        {
            Key = variant.Spec.Key,
            ModelId = draft.Model.ModelId,
            Accelerator = variant.Spec.Accelerator,
            GpusPerReplica = variant.Spec.GpusCounted,
            Cost = variant.Spec.Cost,
            SpareKv = draft.SpareKv[index],
            Held = Math.Max(0, variant.Current),
            Target = draft.Targets[index]!.Value,
            Min = Math.Max(0, variant.Spec.Min ?? 0),
            Max = variant.Spec.Max is > 0 and var max ? max : int.MaxValue,
        };
    }
}
