namespace Wva.Scaling.Mix;

/// <summary>What one variant would get with fewer bounds; each is null where no variant of the model is at such a bound.</summary>
/// <param name="Min">Replicas if the model had no minimums.</param>
/// <param name="Max">Replicas if it had neither maximums nor limits that are shared.</param>
internal readonly record struct UnboundedNumbers(int? Min, int? Max);
