using Wva.Fleet;
using Wva.Kubernetes.Resources;
using Wva.Scaling.Inputs;

namespace Wva.Aggregator.Cycle;

/// <summary>The variants of a view as the ledger is asked for them.</summary>
internal static class VariantInputs
{
    /// <summary>In the order of the view.</summary>
    public static VariantInput[] Of(VariantView view)
    {
        var inputs = new VariantInput[view.Variants.Length];
        for (var i = 0; i < inputs.Length; i++)
        {
            var spec = view.Variants[i].Spec;
            var policy = view.Policy.For(new ModelSnapshot(spec.Key.Namespace, spec.ModelId, []));
            inputs[i] = new VariantInput(spec, view.Variants[i].Target)
            {
                Retention = policy.ScaleToZero.Enabled ? policy.ScaleToZero.Retention : null,
                Pressure = new Pressure(policy.KvCacheThreshold - policy.KvSpareTrigger, policy.QueueLengthThreshold - policy.QueueSpareTrigger),
            };
        }

        return inputs;
    }
}
