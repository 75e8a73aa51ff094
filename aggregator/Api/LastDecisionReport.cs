namespace Wva.Api;

/// <summary>The last change of a published value, as the resource's status says it.</summary>
/// <param name="Time">When.</param>
/// <param name="From">Replicas before; null for the first.</param>
/// <param name="To">Replicas after.</param>
/// <param name="Reason">Code of the reason.</param>
/// <param name="Message">The reason, with its numbers.</param>
public sealed record LastDecisionReport(DateTimeOffset Time, int? From, int To, string Reason, string Message);
