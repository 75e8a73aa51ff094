using Wva.Scaling.Inputs;

namespace Wva.Scaling.Mix;

/// <summary>A variant as the mix sees it: what it costs, and between which numbers it may move.</summary>
internal sealed record MixVariant
{
    /// <summary>Its name; ties are broken by it.</summary>
    public required string Name { get; init; }

    /// <summary>What its replicas do of a request.</summary>
    public required Role Role { get; init; }

    /// <summary>Cost of a replica and hour.</summary>
    public required double Cost { get; init; }

    /// <summary>Accelerator type; null where unknown.</summary>
    public string? Accelerator { get; init; }

    /// <summary>GPUs a replica, at least 1.</summary>
    public int GpusPerReplica { get; init => field = Math.Max(1, value); } = 1;

    /// <summary>The number that it moves from.</summary>
    public required int Start { get; init; }

    /// <summary>The number that a sentence counts from: what stands, whatever bounds made of it.</summary>
    public int Stands { get => field < 0 ? Start : field; init; } = -1;

    /// <summary>Whether a min brings it to that number. Not looked at as published.</summary>
    public bool IsRaised { get; init; }

    /// <summary>Fewest replicas.</summary>
    public int Min { get; init; }

    /// <summary>Most replicas.</summary>
    public int Max { get; init; } = int.MaxValue;

    /// <summary>The user's max; null where there is none. Where it only stops growth, <see cref="Max"/> may be above it.</summary>
    public int? UserMax { get; init; }

    /// <summary>The sentence of an operator's word that leaves it no room; null where there is none.</summary>
    public string? Word { get; init; }

    /// <summary>Whether its pods find no GPUs: then <see cref="Max"/> is what stands. Not looked at as published.</summary>
    public bool FindsNoGpus { get; init; }

    /// <summary>Whether any of its pods serves: of equal variants it grows first. Not looked at as published.</summary>
    public bool Serves { get; init; }

    /// <summary>Whether it has replicas and none of them is heard of: it grows last. Not looked at as published.</summary>
    public bool IsSilent { get; init; }
}
