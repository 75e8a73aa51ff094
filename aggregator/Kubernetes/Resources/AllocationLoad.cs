namespace Wva.Kubernetes.Resources;

/// <summary>The load on what runs (<c>currentAlloc.load</c>); decimal numbers as strings, null is unknown.</summary>
/// <param name="ArrivalRate">Requests arriving, a minute.</param>
/// <param name="AvgInputTokens">Mean prompt tokens a request.</param>
/// <param name="AvgOutputTokens">Mean output tokens a request.</param>
public sealed record AllocationLoad(string? ArrivalRate, string? AvgInputTokens, string? AvgOutputTokens);
