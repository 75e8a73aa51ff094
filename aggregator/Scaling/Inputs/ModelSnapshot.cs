using System.Collections.Immutable;

namespace Wva.Scaling.Inputs;

/// <summary>One model in one namespace with all its variants.</summary>
/// <param name="Namespace">The namespace.</param>
/// <param name="ModelId">The model.</param>
/// <param name="Variants">Its variants.</param>
public sealed record ModelSnapshot(string Namespace, string ModelId, ImmutableArray<VariantSnapshot> Variants);
