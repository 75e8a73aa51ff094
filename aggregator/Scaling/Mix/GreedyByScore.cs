using System.Collections.Immutable;
using Wva.Scaling.Analysis.Pools;

namespace Wva.Scaling.Mix;

/// <summary>
/// The optimiser under GPU limits: the model that weighs most gets what it weighs above the mean, and so on, until nobody needs anything or
/// finds GPUs. GPUs that are taken in are not given away in the same pass.
/// </summary>
internal static class GreedyByScore
{
    /// <summary>After so many rounds each model gets all it needs at once; no fleet of a real size comes near.</summary>
    private const int MostSharedRounds = 200_000;

    /// <summary>Replicas for all models together.</summary>
    /// <param name="models">The models.</param>
    /// <param name="pools">GPUs that are left, from which it takes; null is nothing known, and then nobody grows.</param>
    /// <param name="rescale">Where models may take GPUs from each other.</param>
    /// <param name="published">Whether as published, weaknesses included.</param>
    /// <returns>One a model, in their order.</returns>
    public static ImmutableArray<MixOutcome> Allocate(ImmutableArray<MixModel> models, GpuPools? pools, RescaleScopes rescale, bool published)
    {
        var works = new MixWork?[models.Length];
        for (var i = 0; i < works.Length; i++)
        {
            var anchor = Anchor.Find(models[i].Ballots);
            works[i] = anchor == Anchor.None ? null : new MixWork(models[i], anchor, published);
        }

        var handled = pools is null ? [] : Rescale.Run(works, pools, rescale);
        var growing = Growing(works, handled);
        if (pools is not null)
        {
            Share(growing, pools, published);
        }

        var outcomes = ImmutableArray.CreateBuilder<MixOutcome>(models.Length);
        for (var i = 0; i < works.Length; i++)
        {
            outcomes.Add(works[i] is not { } work ? MixOutcome.Undecided(models[i]) : work.ToOutcome() with { Rescale = handled.GetValueOrDefault(work) });
        }

        return outcomes.MoveToImmutable();
    }

    /// <summary>Those that need more, by name; what is not needed is taken in at once.</summary>
    private static MixWork[] Growing(MixWork?[] works, Dictionary<MixWork, RescaleShare> handled)
    {
        var growing = new List<MixWork>();
        foreach (var work in works)
        {
            if (work is null || handled.ContainsKey(work))
            {
                continue;
            }

            if (work.TakesIn)
            {
                TakeIn.Run(work);
            }

            if (work.Growing)
            {
                growing.Add(work);
            }
        }

        growing.Sort((x, y) => Compare(x.Model, y.Model));
        return [.. growing];
    }

    private static void Share(MixWork[] works, GpuPools pools, bool published)
    {
        var values = new FairShare(Array.ConvertAll(works, w => w.Value));
        for (var round = 0; values.Count > 0 && !(published && !pools.AnyLeft); round++)
        {
            var place = values.Largest;
            var work = works[place];
            var (largest, mean) = (values[place], values.Mean);
            var share = round >= MostSharedRounds || values.Count == 1 ? largest
                : largest - (largest <= mean ? mean - (largest / values.Count) : mean);
            work.BeginRound(Math.Max(0, share));
            var given = share > 0 ? PairedAllocation.Grow(work, pools, share) : 0;
            var value = work.Value;
            values[place] = given == 0 || (published && value > mean) || round >= MostSharedRounds ? 0 : value;
        }
    }

    private static int Compare(MixModel x, MixModel y)
    {
        var byNamespace = string.CompareOrdinal(x.Namespace, y.Namespace);
        return byNamespace != 0 ? byNamespace : string.CompareOrdinal(x.ModelId, y.ModelId);
    }
}
