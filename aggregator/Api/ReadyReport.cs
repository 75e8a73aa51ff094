namespace Wva.Api;

/// <summary>The condition <c>Ready</c> of a variant.</summary>
/// <param name="Status"><c>True</c>, <c>False</c> or <c>Unknown</c>.</param>
/// <param name="Reason">Why, as a token.</param>
/// <param name="Message">Why, as a sentence.</param>
/// <param name="Since">When it last changed.</param>
public sealed record ReadyReport(string Status, string Reason, string Message, DateTimeOffset Since);
