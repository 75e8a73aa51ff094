using Wva.Scaling.Analysis;
using Wva.Scaling.Inputs;

namespace Wva.Scaling.Mix;

/// <summary>A model that an optimiser sized over two readings of its load.</summary>
/// <param name="Analysis">The model as it was analysed.</param>
/// <param name="Model">The model, over the least that its load may be.</param>
/// <param name="Least">Replicas for the least.</param>
/// <param name="Most">Replicas for the most.</param>
internal sealed record SizedModel(ModelAnalysis Analysis, MixModel Model, MixOutcome Least, MixOutcome Most) : ISized
{
    /// <summary>Whether an analyzer sized it in both readings.</summary>
    public bool IsSized => Least.Anchor != Anchor.None && Most.Anchor != Anchor.None;

    /// <summary>A model without limits on GPUs and cost.</summary>
    public static SizedModel Unlimited(ModelAnalysis analysis, ScalingPolicy policy)
    {
        var model = StandingModels.Of(analysis, policy, [.. analysis.Ballots.Select(b => b.Least)]);
        return Of(analysis, policy, model, CostAware.Allocate(model, published: false));
    }

    /// <summary>A model whose least reading is sized already.</summary>
    public static SizedModel Of(ModelAnalysis analysis, ScalingPolicy policy, MixModel model, MixOutcome least)
        => new(analysis, model, least, analysis.Ballots.All(b => ReferenceEquals(b.Least, b.Most)) || least.Rescale is not null
            ? least
            : CostAware.Allocate(StandingModels.Of(analysis, policy, [.. analysis.Ballots.Select(b => b.Most)]), published: false));

    /// <summary>What the load may ask of a variant.</summary>
    public Band Band(int index)
    {
        var isRise = Least.Growing || Least.Rescale is not null || !Analysis.IsBlind;
        var least = isRise ? Least.Targets[index] : Math.Min(Least.Targets[index], Analysis.Standings[index].Published);
        return new Band(least, Math.Max(least, Most.Targets[index]));
    }

    /// <summary>Its number: where two readings disagree, what is published.</summary>
    public int Number(int index) => IsSized ? Band(index).Nearest(Analysis.Standings[index].Published) : Model.Variants[index].Start;

    /// <summary>The reading that a number follows.</summary>
    public MixOutcome Outcome(int index, int number) => number < Model.Variants[index].Start ? Most : Least;

    /// <summary>Why a number is what it is, save for bounds.</summary>
    public Reason Reason(int index, int number) => MixReasons.Of(Model, Outcome(index, number), index, number);

    /// <summary>The same beside what it would be with fewer bounds.</summary>
    public Unbounded Unbounded(ScalingPolicy policy)
    {
        var standings = Analysis.Standings;
        return new Unbounded(
            this,
            IsSized && Mix.Unbounded.Any(this, standings.Length, (i, number) => standings[i].IsAtMin(number)) ? Unlimited(With(static s => s.WithoutMin), policy) : null,
            IsSized && (Least.IsLimited || Mix.Unbounded.Any(this, standings.Length, (i, number) => standings[i].IsAtMax(number))) ? Unlimited(With(static s => s.WithoutMax), policy) : null,
            IsSized && standings.Any(static s => s.Word is not null) ? Unlimited(With(static s => s.WithoutWord), policy) : null);
    }

    private ModelAnalysis With(Func<VariantStanding, VariantStanding> change) => Analysis with { Standings = [.. Analysis.Standings.Select(change)] };
}
