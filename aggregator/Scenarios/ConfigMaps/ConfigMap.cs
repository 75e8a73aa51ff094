using System.Collections.Immutable;

namespace Wva.Scenarios.ConfigMaps;

/// <summary>One ConfigMap as it was found.</summary>
/// <param name="Kind">What it is about.</param>
/// <param name="Namespace">The namespace whose models it is for; null is all that have none of their own.</param>
/// <param name="Source">Where it was read.</param>
/// <param name="Entries">What stands in it, by ordinal key.</param>
internal sealed record ConfigMap(ConfigMapKind Kind, string? Namespace, string Source, ImmutableArray<ConfigMapEntry> Entries);
