namespace Wva.Scaling.Mix;

/// <summary>The optimiser without GPU limits: grows where a unit of capacity costs least, takes in where a replica costs most.</summary>
internal static class CostAware
{
    /// <summary>Replicas for one model.</summary>
    /// <param name="model">The model.</param>
    /// <param name="published">Whether as published, weaknesses included.</param>
    public static MixOutcome Allocate(MixModel model, bool published)
    {
        var anchor = Anchor.Find(model.Ballots);
        if (anchor == Anchor.None)
        {
            return MixOutcome.Undecided(model);
        }

        var work = new MixWork(model, anchor, published);
        if (work.TakesIn)
        {
            TakeIn.Run(work);
        }

        if (work.Growing)
        {
            PairedAllocation.Grow(work, pools: null, double.PositiveInfinity);
        }

        return work.ToOutcome();
    }
}
