using Wva.Scaling.Inputs;

namespace Wva.Kubernetes.Resources;

/// <summary>A manifest, read.</summary>
/// <param name="Resource">The resource with its defaults filled in.</param>
/// <param name="Spec">What decisions rest on.</param>
public sealed record Manifest(VariantAutoscaling Resource, VariantSpec Spec);
