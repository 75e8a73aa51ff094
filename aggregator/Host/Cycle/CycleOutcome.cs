using Wva.Aggregator.Ingest;
using Wva.Kubernetes.Resources;
using Wva.Scaling.Decision;
using Wva.Scaling.Inputs;

namespace Wva.Aggregator.Cycle;

/// <summary>All that one cycle saw and decided.</summary>
/// <param name="View">The store as it stood.</param>
/// <param name="Reading">The fleet as it stood.</param>
/// <param name="Plan">What is to be published.</param>
/// <param name="Learned">What is to be remembered, should it be published.</param>
/// <param name="Epoch">The term that it was decided in.</param>
internal sealed record CycleOutcome(VariantView View, FleetReading Reading, ScalingPlan Plan, LearnedState Learned, long Epoch);
