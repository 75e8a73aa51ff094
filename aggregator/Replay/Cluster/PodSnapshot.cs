namespace Wva.Replay.Cluster;

/// <summary>A virtual pod at a moment.</summary>
/// <param name="Variant">Its variant.</param>
/// <param name="Name">Its name.</param>
/// <param name="Uid">Its UID; it stays over restarts of the process.</param>
/// <param name="Node">Its node.</param>
/// <param name="Phase">Where it is in its life.</param>
/// <param name="Since">Since when it has been there.</param>
/// <param name="CreatedAt">When it was created.</param>
/// <param name="DeletedAt">When it was told to go; null where it was not.</param>
/// <param name="Restarts">How often its process ended and was started again.</param>
public sealed record PodSnapshot(
    string Variant,
    string Name,
    string Uid,
    string Node,
    PodPhase Phase,
    DateTimeOffset Since,
    DateTimeOffset CreatedAt,
    DateTimeOffset? DeletedAt,
    int Restarts);
