using System.Runtime.InteropServices;

namespace Wva.Simulation.Traces;

/// <summary>One request of a trace: when it comes and how much it asks for.</summary>
/// <param name="ArrivalSeconds">When it arrives, seconds since the trace began.</param>
/// <param name="PromptTokens">Tokens of its prompt, at least 1, cached ones included.</param>
/// <param name="OutputTokens">Tokens it gets, at least 1.</param>
/// <param name="CachedTokens">Leading tokens of its prompt that a prefix cache without limits would hold already; 0 where unknown.</param>
[StructLayout(LayoutKind.Auto)]
public readonly record struct TraceRequest(double ArrivalSeconds, int PromptTokens, int OutputTokens, int CachedTokens = 0);
