using Wva.Scaling.Decision;
using Wva.Scaling.Inputs;

namespace Wva.Scaling;

/// <summary>The decision core: the rooms, in their order.</summary>
public static class ScalingCore
{
    /// <summary>
    /// Decides every variant of a fleet. Pure and total: the same arguments give the same plan, whatever order models, variants and replicas
    /// come in, and no argument makes it throw.
    /// </summary>
    /// <param name="fleet">What there is.</param>
    /// <param name="policy">How to decide.</param>
    /// <param name="learned">What the cycle before left, <see cref="LearnedState.StartedAt"/> or <see cref="LearnedState.Settled"/>.</param>
    /// <returns>The plan, and what the next cycle needs to know. A variant that leaves the fleet is forgotten after 10 minutes.</returns>
    public static (ScalingPlan Plan, LearnedState Learned) Decide(FleetSnapshot fleet, ScalingPolicy policy, LearnedState learned)
        => policy.Published ? PublishedPath.Decide(fleet, policy, learned) : DefaultPath.Decide(fleet, policy, learned);
}
