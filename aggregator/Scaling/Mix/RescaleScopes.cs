using System.Collections.Immutable;
using Wva.Scaling.Inputs;

namespace Wva.Scaling.Mix;

/// <summary>Where models may take GPUs from each other under contention; neither reaches into the other.</summary>
/// <param name="Cluster">Among models that no namespace quota limits.</param>
/// <param name="Namespaces">Within the quota of these namespaces.</param>
internal sealed record RescaleScopes(bool Cluster, ImmutableHashSet<string> Namespaces)
{
    /// <summary>Nowhere.</summary>
    public static RescaleScopes Off { get; } = new(Cluster: false, []);

    /// <summary>What a policy says: the common one for the cluster, an override that turns it on by itself for its namespace.</summary>
    /// <param name="policy">The common policy.</param>
    public static RescaleScopes Of(ScalingPolicy policy)
    {
        if (policy.EnableRescale)
        {
            return new RescaleScopes(Cluster: true, []);
        }

        var own = policy.Overrides.IsDefault ? [] : policy.Overrides.RemoveAll(o => !o.Policy.EnableRescale);
        return own.IsEmpty ? Off : new RescaleScopes(Cluster: false, [.. own.Select(o => o.Namespace)]);
    }
}
