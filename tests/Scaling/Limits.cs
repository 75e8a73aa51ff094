using Wva.Scaling.Decision;
using Wva.Scaling.Inputs;

namespace Wva.Scaling.Tests;

/// <summary>One limit of a policy, as a user would add it up.</summary>
/// <param name="Most">Most there may be.</param>
/// <param name="Namespace">Of one namespace; null is all.</param>
/// <param name="Type">Of one accelerator type; null is money.</param>
internal sealed record Limits(double Most, string? Namespace, string? Type)
{
    public static IEnumerable<Limits> Of(ScalingPolicy policy)
    {
        foreach (var (ns, cap) in policy.CostPerHourCap)
        {
            yield return new Limits(cap, ns, null);
        }

        foreach (var (type, gpus) in policy.EnableLimiter ? policy.GpuInventory ?? [] : [])
        {
            yield return new Limits(gpus, null, type);
        }

        foreach (var quota in policy.EnableLimiter ? policy.Quotas : [])
        {
            foreach (var (type, gpus) in quota.ClusterGpus ?? [])
            {
                yield return new Limits(gpus, null, type);
            }

            foreach (var (type, gpus) in quota.NamespaceGpus?["ns0"] ?? [])
            {
                yield return new Limits(gpus, "ns0", type);
            }
        }
    }

    public bool Concerns(VariantDecision decision)
        => (Namespace is null || decision.Variant.Spec.Key.Namespace == Namespace) && (Type is null || decision.Variant.Spec.Accelerator == Type);

    public double Used(ScalingPlan plan, Func<VariantDecision, int> replicas)
        => Most == GpuQuota.Unlimited && Type is not null ? 0
        : plan.Decisions.Where(Concerns).Sum(d => replicas(d) * (Type is null ? d.Variant.Spec.Cost : d.Variant.Spec.GpusPerReplica));
}
