namespace Wva.Contracts;

/// <summary>First message of an agent: what it knows before the engine is up.</summary>
/// <param name="Protocol">Version of the wire, <see cref="Wire.Protocol"/>.</param>
/// <param name="PodNamespace">Namespace of the pod.</param>
/// <param name="PodName">Name of the pod.</param>
/// <param name="PodUid">UID of the pod.</param>
/// <param name="Node">Node of the pod; empty where unknown.</param>
/// <param name="AgentVersion">Version of the agent, for operators.</param>
public sealed record Hello(int Protocol, string PodNamespace, string PodName, string PodUid, string Node, string AgentVersion);
