using Wva.Fleet;
using Wva.Kubernetes.Resources;

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
            inputs[i] = new VariantInput(view.Variants[i].Spec, view.Variants[i].Target);
        }

        return inputs;
    }
}
