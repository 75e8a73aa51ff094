using System.Collections.Immutable;

namespace Wva.Kubernetes.Resources;

/// <summary>The older shapes' list of accelerators; the first one counts.</summary>
/// <param name="Accelerators">At least one.</param>
public sealed record ModelProfile(ImmutableArray<AcceleratorProfile> Accelerators);
