namespace Wva.Kubernetes.Resources;

/// <summary>Published labels that say something of a variant.</summary>
public static class ManifestLabels
{
    /// <summary>Accelerator type, where neither template nor model profile gives one.</summary>
    public const string Accelerator = "inference.optimization/acceleratorName";

    /// <summary>What its replicas do: <c>prefill</c>, <c>decode</c> or <c>both</c>. Published for pod templates; read from the resource where no template is at hand.</summary>
    public const string Role = "llm-d.ai/role";
}
