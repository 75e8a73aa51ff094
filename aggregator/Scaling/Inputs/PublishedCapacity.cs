using System.Collections.Immutable;

namespace Wva.Scaling.Inputs;

/// <summary>Capacity of one variant's replicas as the published token analyzer stores it.</summary>
public sealed record PublishedCapacity
{
    /// <summary>Namespace of the model.</summary>
    public required string Namespace { get; init; }

    /// <summary>The model.</summary>
    public required string ModelId { get; init; }

    /// <summary>The variant.</summary>
    public required string Variant { get; init; }

    /// <summary>Whether a replica showed it; else it was read off the pod template.</summary>
    public bool Live { get; init; }

    /// <summary>Capacity of a replica, tokens; from a template the tokens of one engine step.</summary>
    public double EffectiveTokens { get; init; }

    /// <summary>KV cache, tokens; 0 where unknown.</summary>
    public double KvTokens { get; init; }

    /// <summary>Accelerator type; empty where unknown.</summary>
    public string Accelerator { get; init; } = "";

    /// <summary>GPUs a replica.</summary>
    public int GpusPerReplica { get; init; } = 1;

    /// <summary>The engine whose arguments these are.</summary>
    public string Engine { get; init; } = "vllm";

    /// <summary>Arguments of the template that was seen first; null where it is unknown.</summary>
    public ImmutableArray<string>? EngineArguments { get; init; }
}
