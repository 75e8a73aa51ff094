using System.Runtime.InteropServices;
using Wva.Simulation.Traces;

namespace Wva.Simulation.Routing;

/// <summary>A request that the router was given.</summary>
/// <param name="Id">Its number, which nobody else has.</param>
/// <param name="Request">What it asks for.</param>
/// <param name="OfferedSeconds">When it came to the router, seconds.</param>
[StructLayout(LayoutKind.Auto)]
public readonly record struct RoutedRequest(long Id, TraceRequest Request, double OfferedSeconds);
