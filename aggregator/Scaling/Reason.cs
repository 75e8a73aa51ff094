namespace Wva.Scaling;

/// <summary>One link in the chain of a decision.</summary>
/// <param name="Stage">The room that added it.</param>
/// <param name="Code">Stable code, the same in status, metrics, logs and page; see <see cref="ReasonCodes"/>.</param>
/// <param name="Message">A sentence with the numbers.</param>
public sealed record Reason(string Stage, string Code, string Message);
