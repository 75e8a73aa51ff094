using System.Runtime.InteropServices;

namespace Wva.Simulation.Routing;

/// <summary>A request and the replica that gets it.</summary>
/// <param name="Replica">Name of the replica.</param>
/// <param name="Request">The request.</param>
[StructLayout(LayoutKind.Auto)]
public readonly record struct Assignment(string Replica, RoutedRequest Request);
