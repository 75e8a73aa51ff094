namespace Wva.Api;

/// <summary>Why there is no answer.</summary>
/// <param name="Error">One sentence.</param>
public sealed record ErrorReport(string Error);
