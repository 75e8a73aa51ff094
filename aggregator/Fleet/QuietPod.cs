using Wva.Scaling.Inputs;

namespace Wva.Fleet;

/// <summary>A pod that has served and whose numbers are not of now.</summary>
/// <param name="Pod">Its name.</param>
/// <param name="State">Where it stands.</param>
/// <param name="Cause">Why.</param>
/// <param name="ForSeconds">For how long the cause has held, seconds.</param>
/// <param name="Error">Why its page could not be read, in the agent's words; null where it could.</param>
/// <param name="AgeSeconds">Seconds since its last successful scrape; null before the first.</param>
/// <param name="SilentSeconds">For how long it has been silent or stalled, or a rank of it without a number, seconds; null where it is none of these.</param>
public sealed record QuietPod(string Pod, ReplicaState State, QuietCause Cause, double ForSeconds, string? Error, double? AgeSeconds, double? SilentSeconds);
