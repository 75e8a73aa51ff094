using System.Runtime.InteropServices;

namespace Wva.Replay.Loop;

/// <summary>A request that had its whole answer, as its client saw it: the wait at the router is in it.</summary>
/// <param name="ArrivalSeconds">When it came to the router.</param>
/// <param name="TtftSeconds">Time to its first token.</param>
/// <param name="ItlSeconds">Mean time between its tokens; 0 where it had fewer than two.</param>
/// <param name="EndSeconds">Time to its last token.</param>
[StructLayout(LayoutKind.Auto)]
public readonly record struct ServedRequest(double ArrivalSeconds, double TtftSeconds, double ItlSeconds, double EndSeconds);
