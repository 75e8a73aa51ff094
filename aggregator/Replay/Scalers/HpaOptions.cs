using System.Collections.Immutable;

namespace Wva.Replay.Scalers;

/// <summary>A HorizontalPodAutoscaler on one external metric of target type <c>AverageValue</c>. The defaults are Kubernetes' own.</summary>
public sealed record HpaOptions
{
    /// <summary>Fewest replicas.</summary>
    public int MinReplicas { get; init; } = 1;

    /// <summary>Most replicas.</summary>
    public required int MaxReplicas { get; init; }

    /// <summary>What one replica may have of the metric; 1 where the metric is a number of replicas.</summary>
    public double TargetAverageValue { get; init; } = 1;

    /// <summary>How often the controller looks (<c>--horizontal-pod-autoscaler-sync-period</c>).</summary>
    public TimeSpan SyncPeriod { get; init; } = TimeSpan.FromSeconds(15);

    /// <summary>Share by which metric and replicas may differ without anything being done.</summary>
    public double Tolerance { get; init; } = 0.1;

    /// <summary>Rules of scaling out.</summary>
    public HpaRules ScaleUp { get; init; } = HpaRules.DefaultScaleUp;

    /// <summary>Rules of scaling in.</summary>
    public HpaRules ScaleDown { get; init; } = HpaRules.DefaultScaleDown;

    /// <summary>Everything that is wrong with the options, each naming field, value and what is allowed; empty where nothing is.</summary>
    public ImmutableArray<string> Problems()
    {
        const string Rules = "a window from 0 s to 3600 s, and policies with values above 0 and periods above 0 s up to 1800 s";
        var problems = ImmutableArray.CreateBuilder<string>();
        Check(MinReplicas >= 0, "minReplicas", MinReplicas, "0 or more");
        Check(MaxReplicas >= 1 && MaxReplicas >= MinReplicas, "maxReplicas", MaxReplicas, "1 or more, and not below minReplicas");
        Check(TargetAverageValue > 0 && double.IsFinite(TargetAverageValue), "targetAverageValue", TargetAverageValue, "numbers above 0");
        Check(SyncPeriod > TimeSpan.Zero, "syncPeriod", SyncPeriod, "times above 0");
        Check(Tolerance is >= 0 and < 1, "tolerance", Tolerance, "0 up to, not including, 1");
        Check(ScaleUp.IsValid, "scaleUp", ScaleUp.StabilizationWindow, Rules);
        Check(ScaleDown.IsValid, "scaleDown", ScaleDown.StabilizationWindow, Rules);
        return problems.ToImmutable();

        void Check(bool holds, string field, object value, string allowed)
        {
            if (!holds)
            {
                problems.Add(FormattableString.Invariant($"{field}: found '{value}'; allowed: {allowed}"));
            }
        }
    }
}
