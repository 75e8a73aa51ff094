using System.Runtime.InteropServices;

namespace Wva.Simulation.Traces;

/// <summary>How much there is of a trace.</summary>
/// <param name="Seconds">When its last request arrives, seconds since it began; 0 of an empty one.</param>
/// <param name="Requests">Its requests.</param>
[StructLayout(LayoutKind.Auto)]
public readonly record struct TraceExtent(double Seconds, long Requests)
{
    /// <summary>Reads a trace to its end.</summary>
    /// <param name="trace">Requests in the order of their arrival.</param>
    public static TraceExtent Of(IEnumerable<TraceRequest> trace) =>
        trace.Aggregate(default(TraceExtent), static (extent, request) => new TraceExtent(request.ArrivalSeconds, extent.Requests + 1));
}
