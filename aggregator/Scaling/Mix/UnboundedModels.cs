using Wva.Scaling.Analysis;
using Wva.Scaling.Analysis.Pools;
using Wva.Scaling.Inputs;

namespace Wva.Scaling.Mix;

/// <summary>A sized model beside what it would be with fewer bounds, which is sized only where a variant is at such a bound.</summary>
/// <param name="analysis">The model.</param>
/// <param name="sized">As it is sized.</param>
/// <param name="policy">The common policy.</param>
/// <param name="pools">GPUs and money that are left after all models; null where nothing limits.</param>
internal sealed class UnboundedModels(ModelAnalysis analysis, SizedModel sized, ScalingPolicy policy, GpuPools? pools)
{
    private readonly SizedModel? _withoutMin = sized.IsSized && IsAtMin(analysis, sized) ? SizedModel.Unlimited(With(analysis, static s => s.WithoutMin), policy) : null;

    private readonly SizedModel? _withoutMax = sized.IsSized && IsAtMax(analysis, sized) ? SizedModel.Unlimited(With(analysis, static s => s.WithoutMax), policy) : null;

    private readonly SizedModel? _withoutWord = sized.IsSized && HasWord(analysis) ? SizedModel.Unlimited(With(analysis, static s => s.WithoutWord), policy) : null;

    /// <summary>The bound in force on a variant; null where none is.</summary>
    /// <param name="index">Its place in the model.</param>
    /// <param name="number">Its number.</param>
    public Bound? Find(int index, int number)
    {
        if (_withoutWord is not null && analysis.Standings[index].Word is { } word)
        {
            return new Bound(_withoutWord.Number(index, analysis), word.Reason);
        }

        var without = new UnboundedNumbers(_withoutMin?.Number(index, analysis), _withoutMax?.Number(index, analysis));
        if (without == default)
        {
            return null;
        }

        var texts = BoundTexts.Of(analysis.Standings[index], wanted => LimitReasons.Of(sized.Model, sized.Least, pools, index, (wanted, number)));
        return Bound.Of(number, without, texts) ?? (_withoutMax is null ? null : Bound.OfUnmet(number, Unmet(index), texts));
    }

    /// <summary>Why the load asks for a number, save for bounds.</summary>
    /// <param name="index">Place of the variant.</param>
    /// <param name="number">Its number.</param>
    /// <param name="bound">The bound in force on it.</param>
    public Reason Reason(int index, int number, Bound? bound)
        => bound is null ? sized.Reason(index, number)
            : _withoutWord is not null && analysis.Standings[index].Word is not null ? _withoutWord.Reason(index, bound.Wanted)
            : (bound.Wanted < number ? _withoutMin! : _withoutMax!).Reason(index, bound.Wanted);

    private double Unmet(int index)
        => sized.Least.Unmet.IsEmpty || sized.Least.PerReplica[index] <= 0 ? 0 : sized.Least.Unmet[(int)sized.Model.Variants[index].Role] / sized.Least.PerReplica[index];

    private static bool HasWord(ModelAnalysis analysis)
    {
        foreach (var standing in analysis.Standings)
        {
            if (standing is { Word: not null, WordIsSure: true })
            {
                return true;
            }
        }

        return false;
    }

    private static bool IsAtMin(ModelAnalysis analysis, SizedModel sized)
        => Any(analysis, sized, static (standing, number) => standing.Min > 0 && number == standing.Min);

    private static bool IsAtMax(ModelAnalysis analysis, SizedModel sized)
        => sized.Least.Rescale is not null || sized.Least.IsShortOfMoney.Contains(true) || sized.Least.IsShortOfGpus.Contains(true)
            || Any(analysis, sized, static (standing, number) => standing.Max < int.MaxValue && number >= standing.Max);

    private static bool Any(ModelAnalysis analysis, SizedModel sized, Func<VariantStanding, int, bool> isSo)
    {
        for (var i = 0; i < analysis.Standings.Length; i++)
        {
            if (isSo(analysis.Standings[i], sized.Number(i, analysis)))
            {
                return true;
            }
        }

        return false;
    }

    private static ModelAnalysis With(ModelAnalysis analysis, Func<VariantStanding, VariantStanding> change)
        => analysis with { Standings = [.. analysis.Standings.Select(change)] };
}
