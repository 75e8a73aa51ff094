namespace Wva.Scaling.Inputs;

/// <summary>Requests that the router holds back for a model.</summary>
/// <param name="Requests">How many.</param>
/// <param name="Bytes">Their bodies' size, bytes.</param>
public sealed record SchedulerQueue(double Requests, double Bytes);
