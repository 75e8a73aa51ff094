namespace Wva.Scaling.Inputs;

/// <summary>A policy of one model's own.</summary>
/// <param name="Namespace">Namespace of the model.</param>
/// <param name="ModelId">The model.</param>
/// <param name="Policy">The whole policy: the common one with the override's own fields in place.</param>
public sealed record PolicyOverride(string Namespace, string ModelId, ScalingPolicy Policy);
