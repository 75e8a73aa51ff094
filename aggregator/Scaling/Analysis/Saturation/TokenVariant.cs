using Wva.Scaling.Analysis.EngineArguments;
using Wva.Scaling.Inputs;

namespace Wva.Scaling.Analysis.Saturation;

/// <summary>One variant on its way through the token analyzer.</summary>
internal sealed class TokenVariant
{
    /// <summary>The variant as the analysis sees it.</summary>
    public required VariantStanding Standing { get; init; }

    /// <summary>What its arguments say; null where the template is unknown.</summary>
    public required EngineSettings? Settings { get; init; }

    /// <summary>What was learned of this pod template; null where nothing was, or it is too old.</summary>
    public required LearnedCapacity? Learned { get; init; }

    /// <summary>Length of its requests.</summary>
    public required Workload Workload { get; init; }

    /// <summary>Length of the model's requests.</summary>
    public Workload Requests { get; set; }

    /// <summary>KV cache of its ranks.</summary>
    public required KvMemory Memory { get; set; }

    /// <summary>Whether a replica showed that, now or when it was last heard of, or what was learned says so.</summary>
    public required bool MemorySeen { get; init; }

    /// <summary>Whether some fresh replica shows the size of its KV cache.</summary>
    public required bool ShowsMemory { get; init; }

    /// <summary>Requests that a full rank is known to hold; 0 where unknown.</summary>
    public required double Residents { get; init; }

    /// <summary>The variant.</summary>
    public VariantSnapshot Snapshot => Standing.Snapshot;
}
