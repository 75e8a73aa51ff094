using Wva.Replay.Cluster;
using Wva.Replay.Scalers;

namespace Wva.Replay.Loop;

/// <summary>The scalers of a cluster, one a variant. Time is an argument; not thread-safe.</summary>
/// <param name="cluster">What they scale.</param>
/// <param name="variants">Its variants.</param>
/// <param name="firstLook">When they look first.</param>
public sealed class ClusterScalers(VirtualCluster cluster, IEnumerable<LoopVariant> variants, DateTimeOffset firstLook)
{
    private readonly (string Variant, HpaController Scaler)[] _scalers = [.. variants.Select(variant => (variant.Pods.Name, new HpaController(variant.Scaler, firstLook)))];

    /// <summary>Lets those look whose time has come, and scales what they want otherwise.</summary>
    /// <param name="published">The value that is published for a variant, null where there is none; asked only for one whose scaler looks.</param>
    /// <param name="now">The time.</param>
    /// <returns>Whether anything was scaled.</returns>
    public bool Look(Func<string, int?> published, DateTimeOffset now)
    {
        var scaled = false;
        foreach (var (variant, scaler) in _scalers.Where(one => one.Scaler.NextLook <= now))
        {
            var asked = cluster.Target(variant).Replicas;
            if (scaler.Look(new HpaObservation(published(variant), asked, cluster.StatusReplicas(variant)), now) is { } wanted && wanted.Replicas != asked)
            {
                cluster.Scale(variant, wanted.Replicas, now);
                scaled = true;
            }
        }

        return scaled;
    }
}
