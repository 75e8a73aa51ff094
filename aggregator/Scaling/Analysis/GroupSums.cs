using System.Collections.Immutable;

namespace Wva.Scaling.Analysis;

/// <summary>Sums over the variants of a role group.</summary>
internal readonly record struct GroupSums
{
    public required Load Growth { get; init; }

    public required Load ScaleIn { get; init; }

    public required long Serving { get; init; }

    public required long Starting { get; init; }

    public required long Coming { get; init; }

    public required long NotFresh { get; init; }

    public required bool AnyFresh { get; init; }

    public required bool EverSampled { get; init; }

    public required double? NewestAgeSeconds { get; init; }

    public required double? OldestAgeSeconds { get; init; }

    /// <summary>Pods that carry load, or will.</summary>
    public long Supply => Serving + Starting + Coming;

    /// <summary>Of them, those that targets are asked for.</summary>
    public required long Asked { get; init; }

    public static GroupSums Of(ImmutableArray<VariantStanding> variants)
    {
        var mean = MeanOfFresh(variants);
        Load growth = default, scaleIn = default;
        long serving = 0, starting = 0, coming = 0, fresh = 0, asked = 0;
        bool anyFresh = false, everSampled = false;
        double? newest = null, oldest = null;
        foreach (var variant in variants)
        {
            var pods = variant.Pods;
            var givenUp = Load.Most((pods.Fresh > 0 ? pods.FreshLoad * (1.0 / pods.Fresh) : mean) * pods.GivenUp, pods.GivenUpLoad);
            growth += pods.GrowthLoad + givenUp;
            scaleIn += pods.ScaleInLoad + givenUp;
            serving += pods.Serving;
            starting += variant.Snapshot.StockOut ? 0 : (long)pods.Starting * pods.PodsPerReplica;
            coming += variant.Snapshot.StockOut ? 0 : (long)variant.Coming * pods.PodsPerReplica;
            asked += variant.Asked * pods.PodsPerReplica;
            fresh += pods.Fresh;
            anyFresh |= pods.AnyFresh;
            everSampled |= pods.EverSampled;
            newest = newest < pods.NewestAgeSeconds ? newest : pods.NewestAgeSeconds ?? newest;
            oldest = oldest > pods.OldestAgeSeconds ? oldest : pods.OldestAgeSeconds ?? oldest;
        }

        return new GroupSums
        {
            Growth = growth,
            ScaleIn = scaleIn,
            Serving = serving,
            Starting = starting,
            Coming = coming,
            Asked = asked,
            NotFresh = serving - fresh,
            AnyFresh = anyFresh,
            EverSampled = everSampled,
            NewestAgeSeconds = newest,
            OldestAgeSeconds = oldest,
        };
    }

    /// <summary>What a fresh pod of the group carries; a full one where only single ranks are fresh.</summary>
    private static Load MeanOfFresh(ImmutableArray<VariantStanding> variants)
    {
        Load load = default;
        long fresh = 0;
        foreach (var variant in variants)
        {
            load += variant.Pods.FreshLoad;
            fresh += variant.Pods.Fresh;
        }

        return fresh > 0 ? load * (1.0 / fresh) : Load.Full;
    }
}
