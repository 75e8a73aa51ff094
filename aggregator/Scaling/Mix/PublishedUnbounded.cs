using System.Collections.Immutable;
using Wva.Scaling.Analysis.Pools;
using Wva.Scaling.Inputs;

namespace Wva.Scaling.Mix;

/// <summary>What a published optimiser made of a model, beside what it would make of it with fewer bounds.</summary>
/// <param name="model">The model.</param>
/// <param name="outcome">What it made of it.</param>
/// <param name="pools">GPUs that are left after all models; null where nothing limits.</param>
internal sealed class PublishedUnbounded(MixModel model, MixOutcome outcome, GpuPools? pools)
{
    private readonly (MixModel Model, MixOutcome Outcome)? _withoutMin = Any(model, outcome, (v, number) => v.Min > 0 && number == v.Min) ? Free(model, v => v with { Min = 0 }) : null;

    private readonly (MixModel Model, MixOutcome Outcome)? _withoutMax = outcome.Rescale is not null || outcome.IsShortOfGpus.Contains(true) || Any(model, outcome, (v, number) => number >= v.Max)
        ? Free(model, v => v with { Max = int.MaxValue })
        : null;

    /// <summary>The bound in force on a variant; null where none is.</summary>
    /// <param name="index">Its place in the model.</param>
    /// <param name="spec">The variant.</param>
    public Bound? Find(int index, VariantSpec spec)
    {
        var number = outcome.Targets[index];
        var without = new UnboundedNumbers(_withoutMin?.Outcome.Targets[index], _withoutMax?.Outcome.Targets[index]);
        return without == default ? null : Bound.Of(number, without, BoundTexts.Of(spec, wanted => LimitReasons.Of(model, outcome, pools, index, (wanted, number))));
    }

    /// <summary>Why a variant got its number, save for bounds.</summary>
    /// <param name="index">Its place in the model.</param>
    /// <param name="bound">The bound in force on it.</param>
    public Reason Reason(int index, Bound? bound)
    {
        var (sized, made) = bound is null ? (model, outcome) : bound.Wanted < outcome.Targets[index] ? _withoutMin!.Value : _withoutMax!.Value;
        return MixReasons.Of(sized, made, index, made.Targets[index]);
    }

    private static bool Any(MixModel model, MixOutcome outcome, Func<MixVariant, int, bool> isSo)
        => outcome.Anchor != Anchor.None && model.Variants.Select((v, i) => isSo(v, outcome.Targets[i])).Contains(true);

    private static (MixModel Model, MixOutcome Outcome) Free(MixModel model, Func<MixVariant, MixVariant> change)
    {
        var free = model with { Variants = [.. model.Variants.Select(change)] };
        return (free, CostAware.Allocate(free, published: true));
    }
}
