namespace Wva.Api;

/// <summary>Pods of a variant, by state. The last three count pods of any state once more.</summary>
/// <param name="Starting">Pods that start, or were lost and have time to come back.</param>
/// <param name="Serving">Pods that serve.</param>
/// <param name="Asleep">Pods whose engine sleeps.</param>
/// <param name="Draining">Pods that terminate.</param>
/// <param name="Lost">Pods that served and have not come back.</param>
/// <param name="Stale">Pods with old numbers.</param>
/// <param name="Stalled">Pods whose engine has work and does not move.</param>
/// <param name="Silent">Pods that nothing was heard of for more than 30 s.</param>
public sealed record ReplicaCounts(int Starting, int Serving, int Asleep, int Draining, int Lost, int Stale, int Stalled, int Silent);
