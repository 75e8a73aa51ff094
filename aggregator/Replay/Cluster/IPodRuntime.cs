namespace Wva.Replay.Cluster;

/// <summary>Runs what is in the pods: simulated replicas in this process, or processes of their own. Called by the cluster as it moves on; each call must return at once.</summary>
public interface IPodRuntime
{
    /// <summary>The pod's process is to start, for the first time or again.</summary>
    /// <param name="pod">The pod, <see cref="PodPhase.Starting"/>.</param>
    /// <param name="at">When; may lie a little before now.</param>
    void Start(PodSnapshot pod, DateTimeOffset at);

    /// <summary>The pod is Ready: requests may come.</summary>
    /// <param name="pod">The pod.</param>
    /// <param name="at">When.</param>
    void Ready(PodSnapshot pod, DateTimeOffset at);

    /// <summary>The pod was told to go, or is Ready no more: no further requests. One that is told to go ends what it has, and <see cref="VirtualCluster.ReportDrained"/> says when it has.</summary>
    /// <param name="pod">The pod.</param>
    /// <param name="at">When.</param>
    void Withdraw(PodSnapshot pod, DateTimeOffset at);

    /// <summary>The pod is gone; what still runs of it is to end at once.</summary>
    /// <param name="pod">The pod, <see cref="PodPhase.Gone"/>.</param>
    /// <param name="at">When.</param>
    void Kill(PodSnapshot pod, DateTimeOffset at);
}
