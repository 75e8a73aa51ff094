namespace Wva.Scaling.Inputs;

/// <summary>How many requests a full rank held. In requests and not tokens, so that it means the same when they get longer or shorter.</summary>
/// <param name="At">When.</param>
/// <param name="Requests">Tokens resident, over the mean of a request's (prompt and half of its output).</param>
public readonly record struct LearnedResidents(DateTimeOffset At, double Requests);
