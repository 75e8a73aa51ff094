namespace Wva.Api;

/// <summary>One link in the chain of a decision.</summary>
/// <param name="Stage">The step that added it.</param>
/// <param name="Code">Its code.</param>
/// <param name="Message">A sentence with the numbers.</param>
public sealed record ReasonReport(string Stage, string Code, string Message);
