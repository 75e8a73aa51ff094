using System.Collections.Immutable;

namespace Wva.Scaling.Inputs;

/// <summary>One model in one namespace with all its variants.</summary>
/// <param name="Namespace">The namespace.</param>
/// <param name="ModelId">The model.</param>
/// <param name="Variants">Its variants.</param>
public sealed record ModelSnapshot(string Namespace, string ModelId, ImmutableArray<VariantSnapshot> Variants)
{
    /// <summary>What the router holds back; null where nobody says.</summary>
    public SchedulerQueue? SchedulerQueue { get; init; }

    /// <summary>Requests seen within the retention of scaling to zero; null is unknown, and never zero.</summary>
    public double? RequestsInRetention { get; init; }

    /// <summary>Outcomes of analyzers that are given; where there is one, nothing is measured.</summary>
    public ImmutableArray<GivenAnalysis> Given { get; init; } = [];
}
