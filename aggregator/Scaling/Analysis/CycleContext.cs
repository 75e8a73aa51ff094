using Wva.Scaling.Inputs;

namespace Wva.Scaling.Analysis;

/// <summary>What is the same for every variant in one cycle.</summary>
/// <param name="Now">Time of the snapshot.</param>
/// <param name="Policy">How to decide.</param>
/// <param name="Learned">What the cycle before left.</param>
internal sealed record CycleContext(DateTimeOffset Now, ScalingPolicy Policy, LearnedState Learned)
{
    /// <summary>So many cycles without a decision are a restart: what was wanted meanwhile nobody knows.</summary>
    private const int CyclesOfAGap = 5;

    /// <summary>Whether nobody decided for a while before this cycle.</summary>
    public bool AfterGap { get; } = Learned.At is { } at && (Now - at) / CyclesOfAGap > Policy.CyclePeriod;

    /// <summary>The cycle with the policy of one model; the period is the process's, whatever a model's policy says.</summary>
    /// <param name="model">The model.</param>
    public CycleContext Of(ModelSnapshot model)
    {
        var own = Policy.For(model);
        return ReferenceEquals(own, Policy) ? this : this with { Policy = own with { CyclePeriod = Policy.CyclePeriod } };
    }
}
