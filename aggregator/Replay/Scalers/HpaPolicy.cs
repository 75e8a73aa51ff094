namespace Wva.Replay.Scalers;

/// <summary>By how much replicas may change within a period.</summary>
/// <param name="Kind">What the value counts.</param>
/// <param name="Value">By how much; above 0.</param>
/// <param name="Period">Within which time.</param>
public sealed record HpaPolicy(HpaPolicyKind Kind, int Value, TimeSpan Period);
