using Wva.Scaling.Inputs;

namespace Wva.Scenarios;

/// <summary>Everything that one decision rests on, as read from one text.</summary>
/// <param name="Fleet">What there is.</param>
/// <param name="Policy">How to decide.</param>
/// <param name="Learned">What the decision before left; <see cref="LearnedState.Settled"/> where the text does not say.</param>
public sealed record Scenario(FleetSnapshot Fleet, ScalingPolicy Policy, LearnedState Learned)
{
    /// <summary>The name that comes back with the result; null where it has none.</summary>
    public string? Id { get; init; }

    /// <summary>Whether the text names a policy; where it does not, <see cref="Policy"/> is all defaults.</summary>
    public bool HasPolicy { get; init; } = true;
}
