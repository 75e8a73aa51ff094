using System.Collections.Immutable;

namespace Wva.Scaling.Limits;

/// <summary>What the shared limits leave of a request.</summary>
/// <param name="Target">Replicas.</param>
/// <param name="Reasons">One for each limit that fell short, in their order; what was wanted stands in them.</param>
internal readonly record struct LimitedGrowth(int Target, ImmutableArray<Reason> Reasons);
