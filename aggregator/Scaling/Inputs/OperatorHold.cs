namespace Wva.Scaling.Inputs;

/// <summary>An operator's word on one variant.</summary>
/// <param name="Replicas">The number to publish; null holds what is published.</param>
/// <param name="Until">When it expires; null is never.</param>
/// <param name="By">Who said so; null where nobody tells.</param>
public sealed record OperatorHold(int? Replicas, DateTimeOffset? Until, string? By);
