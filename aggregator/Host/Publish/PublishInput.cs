using Wva.Fleet;
using Wva.Kubernetes.Resources;
using Wva.Scaling.Decision;

namespace Wva.Aggregator.Publish;

/// <summary>All that the status of one variant is made of.</summary>
internal sealed record PublishInput
{
    /// <summary>The resource as the store has it.</summary>
    public required StoredVariant Stored { get; init; }

    /// <summary>What was decided for it.</summary>
    public required VariantDecision Decision { get; init; }

    /// <summary>Its load in numbers; null where the fleet knows of none.</summary>
    public VariantLoad? Load { get; init; }

    /// <summary>The status that stands; null before the first.</summary>
    public VariantAutoscalingStatus? Previous { get; init; }

    /// <summary>Time of the cycle.</summary>
    public required DateTimeOffset Now { get; init; }

    /// <summary>This process has just started: that no agent reports yet is its own doing and says nothing of the variant.</summary>
    public bool Settling { get; init; }
}
