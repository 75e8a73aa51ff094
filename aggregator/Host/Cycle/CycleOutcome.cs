using Wva.Aggregator.Ingest;
using Wva.Kubernetes.Resources;
using Wva.Scaling.Decision;
using Wva.Scaling.Inputs;
using Wva.Scenarios;

namespace Wva.Aggregator.Cycle;

/// <summary>All that one cycle saw and decided.</summary>
/// <param name="View">The store as it stood.</param>
/// <param name="Reading">The fleet as it stood.</param>
/// <param name="Scenario">All that the core was given: decided again, it gives <paramref name="Plan"/> and <paramref name="Decided"/>.</param>
/// <param name="Plan">What is to be published.</param>
/// <param name="Decided">What the core remembers.</param>
/// <param name="Learned">What is to be remembered, should it be published: that, and what the core cannot know.</param>
/// <param name="Epoch">The term that it was decided in.</param>
internal sealed record CycleOutcome(VariantView View, FleetReading Reading, Scenario Scenario, ScalingPlan Plan, LearnedState Decided, LearnedState Learned, long Epoch);
