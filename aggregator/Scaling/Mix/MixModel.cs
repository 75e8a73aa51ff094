using System.Collections.Immutable;
using Wva.Scaling.Analysis;

namespace Wva.Scaling.Mix;

/// <summary>A model as the mix sees it.</summary>
/// <param name="Namespace">Its namespace.</param>
/// <param name="ModelId">Its name.</param>
/// <param name="Priority">Its weight where models compete for GPUs.</param>
/// <param name="Variants">Its variants, in the order of the snapshot.</param>
/// <param name="Ballots">What its analyzers say, once what bounds bring and take is reckoned with; each lists the variants in the same order.</param>
internal sealed record MixModel(string Namespace, string ModelId, double Priority, ImmutableArray<MixVariant> Variants, ImmutableArray<Ballot> Ballots)
{
    /// <summary>What they say before that: the numbers of sentences.</summary>
    public ImmutableArray<Ballot> Said { get => field.IsDefault ? Ballots : field; init; }
}
