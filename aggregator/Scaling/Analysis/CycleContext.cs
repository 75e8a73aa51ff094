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

    private readonly Dictionary<(string Namespace, string ModelId), ScalingPolicy> _overrides = ByModel(Policy);

    /// <summary>Whether nobody decided for a while before this cycle.</summary>
    public bool AfterGap { get; } = Learned.At is { } at && (Now - at) / CyclesOfAGap > Policy.CyclePeriod;

    /// <summary>The cycle with the policy of one model; the period is the process's, whatever a model's policy says.</summary>
    /// <param name="model">The model.</param>
    public CycleContext Of(ModelSnapshot model)
    {
        var own = _overrides.GetValueOrDefault((model.Namespace, model.ModelId), Policy);
        return ReferenceEquals(own, Policy) ? this : this with { Policy = own with { CyclePeriod = Policy.CyclePeriod } };
    }

    /// <summary>Policies of single models; of two for one model the first counts, as in <see cref="ScalingPolicy.For"/>.</summary>
    private static Dictionary<(string Namespace, string ModelId), ScalingPolicy> ByModel(ScalingPolicy policy)
    {
        var overrides = new Dictionary<(string Namespace, string ModelId), ScalingPolicy>();
        foreach (var found in policy.Overrides.IsDefault ? [] : policy.Overrides)
        {
            overrides.TryAdd((found.Namespace, found.ModelId), found.Policy);
        }

        return overrides;
    }
}
