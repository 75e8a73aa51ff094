namespace Wva.Scaling.Mix;

/// <summary>Why a variant that was asked for a replica found no GPUs for it, at that moment.</summary>
/// <param name="Limit">Name of the limit that left the fewest.</param>
/// <param name="Free">GPUs that it left.</param>
internal readonly record struct GpuShortage(string Limit, long Free);
