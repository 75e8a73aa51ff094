using System.Collections.Immutable;
using Wva.Scaling.Analysis;

namespace Wva.Scaling.Mix;

/// <summary>One model with the part of each of its variants.</summary>
/// <param name="Analysis">What its analyzers say.</param>
/// <param name="Groups">Its variants by role group, in the group's order.</param>
internal sealed record ModelMix(ModelAnalysis Analysis, ImmutableArray<ImmutableArray<VariantMix>> Groups)
{
    /// <summary>The model as the optimiser saw it; null where the percentages decided alone.</summary>
    public MixModel? Sized { get; init; }

    /// <summary>What the optimiser made of it; null where the percentages decided alone.</summary>
    public MixOutcome? Outcome { get; init; }
}
