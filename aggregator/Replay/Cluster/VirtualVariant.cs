using System.Collections.Immutable;

namespace Wva.Replay.Cluster;

/// <summary>A variant of a virtual cluster: what its pods are and what they cost.</summary>
public sealed record VirtualVariant
{
    /// <summary>Its name; names of pods begin with it.</summary>
    public required string Name { get; init; }

    /// <summary>Type of its GPUs.</summary>
    public required string Accelerator { get; init; }

    /// <summary>GPUs of a replica.</summary>
    public int GpusPerReplica { get; init; } = 1;

    /// <summary>Cost of a replica and hour.</summary>
    public required double CostPerHour { get; init; }

    /// <summary>Replicas to begin with; they start like any other.</summary>
    public int InitialReplicas { get; init; }

    /// <summary>Hash of its pod template.</summary>
    public required string PodTemplateHash { get; init; }

    /// <summary>Arguments of the engine's container in it; null where nobody tells.</summary>
    public ImmutableArray<string>? EngineArguments { get; init; }

    /// <summary>From the wish for a pod to the pod: the controller's and the scheduler's part.</summary>
    public TimeSpan CreateDelay { get; init; } = TimeSpan.FromMilliseconds(500);

    /// <summary>From the pod to Ready, where the cluster itself decides that; null where <see cref="VirtualCluster.ReportReady"/> tells it.</summary>
    public StartupTime? Startup { get; init; }

    /// <summary>Longest that a pod that is told to go may take to end what it has (<c>terminationGracePeriodSeconds</c>).</summary>
    public TimeSpan TerminationGrace { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>From the end of a pod's process to its next start, in the same pod.</summary>
    public TimeSpan RestartDelay { get; init; } = TimeSpan.FromSeconds(1);
}
