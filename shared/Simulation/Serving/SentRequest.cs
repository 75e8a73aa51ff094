using System.Runtime.InteropServices;
using Wva.Simulation.Routing;

namespace Wva.Simulation.Serving;

/// <summary>A request that an engine was given.</summary>
/// <param name="Request">The request.</param>
/// <param name="SentSeconds">When it was given.</param>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct SentRequest(RoutedRequest Request, double SentSeconds);
