using System.Collections.Immutable;
using System.Globalization;
using Wva.Scaling.Analysis;
using Wva.Scaling.Inputs;
using Wva.Scaling.Zero;

namespace Wva.Scaling.Holds;

/// <summary>Growth passes at once. A fall must be allowed now, have been allowed for 10 s, and be the most that was wanted within the window.</summary>
internal static class Hold
{
    /// <summary>A scale-in needs so long without a hold just before it.</summary>
    private static readonly TimeSpan UnheldBeforeScaleIn = TimeSpan.FromSeconds(10);

    public static ImmutableArray<VariantHeld> Apply(ImmutableArray<VariantKept> variants)
    {
        var ofGroup = HoldCheck.OfGroup(variants);
        var held = ImmutableArray.CreateBuilder<VariantHeld>(variants.Length);
        foreach (var variant in variants)
        {
            var published = variant.Mix.Standing.Memory.Published;
            held.Add(variant.Wanted is not { } wanted ? WithoutSignal(variant)
                : published is null && !variant.Mix.Standing.Settled ? First(variant, wanted.Nearest(variant.Mix.Standing.Current), ofGroup)
                : Decide(variant, wanted.Nearest(variant.Mix.Standing.Published), ofGroup));
        }

        return held.MoveToImmutable();
    }

    /// <summary>The last published value stands; where there is none, what is there does, once any sample ever came.</summary>
    private static VariantHeld WithoutSignal(VariantKept kept)
    {
        var variant = kept.Mix.Standing;
        var cycle = kept.Mix.Group.Cycle;
        var target = kept.Mix.Group.Signal is not Signal.Missing ? variant.Published : variant.Memory.Published;
        var window = WindowBefore(variant, cycle);
        var isFirst = target is not null && variant.Memory.Published is null;
        return new VariantHeld
        {
            Kept = kept,
            Wanted = null,
            Target = target,
            IsHeld = true,
            Memory = variant.Memory with { UnheldSince = null, Wanted = isFirst ? Window.Add(window, cycle.Now, target!.Value) : window },
        };
    }

    /// <summary>An aggregator that knows nothing of a variant publishes what there is, or more, and its window begins.</summary>
    private static VariantHeld First(VariantKept kept, int wanted, Reason? ofGroup)
    {
        var variant = kept.Mix.Standing;
        var now = kept.Mix.Group.Cycle.Now;
        var target = Math.Max(variant.Current, wanted);
        var isHeld = HoldCheck.Find(variant, ofGroup) is not null;
        return new VariantHeld
        {
            Kept = kept,
            Wanted = wanted,
            Target = target,
            IsHeld = isHeld,
            Memory = variant.Memory with { UnheldSince = isHeld ? null : now, Wanted = Window.Add([], now, target) },
            Reason = new Reason(Stages.Holds, ReasonCodes.FirstPublication, string.Create(
                CultureInfo.InvariantCulture, $"the first number is the larger of {variant.Current} asked for now and {wanted} wanted")),
        };
    }

    private static VariantHeld Decide(VariantKept kept, int wanted, Reason? ofGroup)
    {
        var variant = kept.Mix.Standing;
        var cycle = kept.Mix.Group.Cycle;
        var hold = HoldCheck.Find(variant, ofGroup);
        var window = WindowBefore(variant, cycle);
        if (wanted > variant.Published || !variant.Blind)
        {
            window = Window.Add(window, cycle.Now, wanted); // a rise is known whoever is silent; anything else is not
        }

        var memory = variant.Memory with { Wanted = window, UnheldSince = hold is null ? UnheldSince(variant, cycle) : null };
        var (target, reason) = wanted >= variant.Published ? (wanted, null) : Fall(variant, wanted, hold, memory, cycle);
        return new VariantHeld { Kept = kept, Wanted = wanted, Target = target, IsHeld = hold is not null, Memory = memory, Reason = reason };
    }

    private static (int Target, Reason? Reason) Fall(VariantStanding variant, int wanted, Reason? hold, LearnedVariant memory, CycleContext cycle)
    {
        if (hold is not null)
        {
            return (variant.Published, hold);
        }

        var unheld = cycle.Now - memory.UnheldSince!.Value;
        if (unheld < UnheldBeforeScaleIn)
        {
            return (variant.Published, new Reason(Stages.Holds, ReasonCodes.HeldSettling, string.Create(
                CultureInfo.InvariantCulture,
                $"{unheld.TotalSeconds:0.#} s have passed without a hold; a scale-in to {wanted} needs {UnheldBeforeScaleIn.TotalSeconds} s")));
        }

        var most = Math.Min(variant.Published, memory.Wanted[0].Replicas);
        return most <= wanted ? (wanted, null) : (most, new Reason(Stages.Holds, ReasonCodes.Stabilizing, string.Create(
            CultureInfo.InvariantCulture,
            $"{wanted} is wanted now, and {memory.Wanted[0].Replicas} was within the last {cycle.Policy.ScaleInStabilization.TotalSeconds} s")));
    }

    /// <summary>The span in which nobody decided counts as wanting what was published.</summary>
    private static ImmutableArray<WantedEntry> WindowBefore(VariantStanding variant, CycleContext cycle)
    {
        var window = Window.Prune(variant.Memory.Wanted, cycle.Now, cycle.Policy.ScaleInStabilization);
        return cycle.AfterGap && variant.Memory.Published is { } published ? Window.Add(window, cycle.Now, published) : window;
    }

    private static DateTimeOffset UnheldSince(VariantStanding variant, CycleContext cycle)
        => variant.Memory.UnheldSince ?? (variant.Settled ? DateTimeOffset.MinValue : cycle.Now);
}
