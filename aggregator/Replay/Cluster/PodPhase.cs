namespace Wva.Replay.Cluster;

/// <summary>Where a virtual pod is in its life; it only goes on, but for a restart, which leads back to <see cref="Starting"/>.</summary>
public enum PodPhase
{
    /// <summary>It exists and its process starts.</summary>
    Starting = 0,

    /// <summary>It serves.</summary>
    Ready = 1,

    /// <summary>It was told to go: it gets nothing further and ends what it has.</summary>
    Draining = 2,

    /// <summary>It is gone.</summary>
    Gone = 3,
}
