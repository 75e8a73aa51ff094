namespace Wva.Scaling.Mix;

/// <summary>What a model got where GPUs of one type do not suffice for all who want them.</summary>
/// <param name="Type">The type.</param>
/// <param name="Budget">GPUs that there are for those who compete.</param>
/// <param name="Demand">GPUs that they need together.</param>
/// <param name="Share">GPUs of this model.</param>
internal sealed record RescaleShare(string Type, long Budget, long Demand, long Share);
