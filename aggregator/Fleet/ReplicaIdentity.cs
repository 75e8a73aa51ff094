namespace Wva.Fleet;

/// <summary>The pod that a stream speaks for.</summary>
/// <param name="Namespace">Its namespace.</param>
/// <param name="Pod">Its name.</param>
/// <param name="Uid">Its UID: what streams, pods and known replicas are joined by.</param>
/// <param name="Node">Its node; empty where unknown.</param>
public sealed record ReplicaIdentity(string Namespace, string Pod, string Uid, string Node);
