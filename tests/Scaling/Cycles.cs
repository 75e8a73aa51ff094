using Wva.Scaling.Decision;
using Wva.Scaling.Inputs;

namespace Wva.Scaling.Tests;

/// <summary>A running core: time goes on from cycle to cycle, and what was learned goes with it.</summary>
internal sealed class Cycles(LearnedState learned, ScalingPolicy? policy = null)
{
    public ScalingPolicy Policy { get; init; } = policy ?? Fleets.Policy;

    public LearnedState Learned { get; set; } = learned;

    public double Seconds { get; set; }

    /// <summary>A variant that has been published for so long that nothing of its past matters.</summary>
    public static Cycles Published(int replicas, ScalingPolicy? policy = null)
    {
        var variant = new LearnedVariant { Published = replicas, PublishedAt = Fleets.Start.AddHours(-1), UnheldSince = Fleets.Start.AddHours(-1) };
        return new Cycles(LearnedState.StartedAt(Fleets.Start) with { Variants = LearnedState.Settled.Variants.Add(new VariantKey("ns", "a"), variant) }, policy);
    }

    /// <summary>One cycle.</summary>
    public VariantDecision Once(params VariantSnapshot[] variants)
    {
        var (plan, next) = ScalingCore.Decide(Fleets.Fleet(variants).At(Seconds), Policy, Learned);
        Learned = next;
        return plan.Decisions[0];
    }

    /// <summary>A cycle a second, the last one after so many seconds.</summary>
    public VariantDecision For(double seconds, params VariantSnapshot[] variants)
    {
        VariantDecision? last = null;
        for (var end = Seconds + seconds; Seconds < end;)
        {
            Seconds++;
            last = Once(variants);
        }

        return last!;
    }

    /// <summary>Seconds until the target is so many; fails after ten minutes more than a window.</summary>
    public double Until(int target, params VariantSnapshot[] variants)
    {
        var begin = Seconds;
        while (For(1, variants).Target != target)
        {
            Assert.True(Seconds - begin < Policy.ScaleInStabilization.TotalSeconds + 600, $"the target never became {target}");
        }

        return Seconds - begin;
    }
}
