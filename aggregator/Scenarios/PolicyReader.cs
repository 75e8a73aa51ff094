using Wva.Scaling.Inputs;

namespace Wva.Scenarios;

/// <summary>A policy's text, a scenario's <c>policy</c> or <c>policy.yaml</c>, to the record. Absent fields have their defaults, an override's those of the policy around it.</summary>
public static class PolicyReader
{
    private const double LongestWindowSeconds = 24 * 60 * 60;

    /// <summary>Reads a policy, YAML or JSON.</summary>
    /// <param name="text">The text.</param>
    /// <param name="source">What it is: a file's name, most often.</param>
    public static Reading<ScalingPolicy> Read(string text, string source)
        => YamlText.ToJson(text, source).Then(node =>
        {
            var problems = new ProblemList(source);
            var policy = Read(JsonCursor.AtRoot(node, problems));
            return problems.ToReading(() => policy);
        });

    /// <summary>Reads a policy within a larger document. Problems go to the cursor's list; the result counts only where there are none.</summary>
    /// <param name="policy">Where it stands; absent is all defaults.</param>
    /// <param name="published">The setting; null is what the policy says.</param>
    public static ScalingPolicy Read(JsonCursor policy, bool? published = null)
    {
        var shared = ReadShared(policy, new ScalingPolicy());
        var common = ReadOwn(policy, published is { } setting ? shared with { Published = setting } : shared);
        var overrides = policy.Member("overrides");
        policy.RefuseUnknown();
        PolicyCheck.Run(policy, common);
        PolicyCheck.WarnOfInert(policy, common);
        return OverrideReader.Apply(overrides, common);
    }

    /// <summary>Puts the time between two cycles into a policy and all its overrides.</summary>
    /// <param name="policy">The policy.</param>
    /// <param name="period">The time.</param>
    public static ScalingPolicy WithCyclePeriod(ScalingPolicy policy, TimeSpan period) => policy with
    {
        CyclePeriod = period,
        Overrides = [.. policy.Overrides.Select(entry => entry with { Policy = entry.Policy with { CyclePeriod = period } })],
    };

    /// <summary>Puts a policy and all its overrides into the published setting, where a threshold of 0 is an absent one.</summary>
    /// <param name="policy">The policy.</param>
    public static ScalingPolicy AsPublished(ScalingPolicy policy) => PublishedZero.Apply(policy) with
    {
        Published = true,
        Overrides = [.. policy.Overrides.Select(entry => entry with { Policy = PublishedZero.Apply(entry.Policy) with { Published = true } })],
    };

    /// <summary>Reads what a model may have of its own, over a policy that gives what is absent.</summary>
    internal static ScalingPolicy ReadOwn(JsonCursor policy, ScalingPolicy under)
    {
        var window = policy.Member("scaleInStabilizationSeconds").AsNumber(0, LongestWindowSeconds);
        var analyzers = policy.Member("analyzers");
        var read = under with
        {
            Analyzers = analyzers.IsAbsent ? under.Analyzers : AnalyzerReader.Read(analyzers),
            KvCacheThreshold = policy.Member("kvCacheThreshold").AsNumber(0, 1) ?? under.KvCacheThreshold,
            QueueLengthThreshold = policy.Member("queueLengthThreshold").AsNumber(0) ?? under.QueueLengthThreshold,
            KvSpareTrigger = policy.Member("kvSpareTrigger").AsNumber(0, 1) ?? under.KvSpareTrigger,
            QueueSpareTrigger = policy.Member("queueSpareTrigger").AsNumber(0) ?? under.QueueSpareTrigger,
            ScaleUpThreshold = policy.Member("scaleUpThreshold").AsNumber(0, 1) ?? under.ScaleUpThreshold,
            ScaleDownBoundary = policy.Member("scaleDownBoundary").AsNumber(0, 1) ?? under.ScaleDownBoundary,
            ScaleInStabilization = window is { } seconds ? TimeSpan.FromSeconds(seconds) : under.ScaleInStabilization,
            ScaleToZero = PolicyParts.ReadScaleToZero(policy.Member("scaleToZero"), under.ScaleToZero),
            Slo = PolicyParts.ReadSlo(policy.Member("slo").WarnIfGiven(), under.Slo),
        };
        return under.Published ? PublishedZero.Apply(policy, read) : read;
    }

    /// <summary>Reads what concerns the whole fleet.</summary>
    private static ScalingPolicy ReadShared(JsonCursor policy, ScalingPolicy under)
    {
        var inventory = policy.Member("gpuInventory");
        return under with
        {
            Published = policy.Member("published").AsFlag() ?? under.Published,
            EnableLimiter = policy.Member("enableLimiter").AsFlag() ?? under.EnableLimiter,
            EnableRescale = policy.Member("enableRescale").AsFlag() ?? under.EnableRescale,
            GpuInventory = inventory.IsAbsent ? null : PolicyParts.ReadCounts(inventory, least: 0, int.MaxValue),
            Quotas = QuotaReader.Read(policy.Member("quotas")),
            Priority = PolicyParts.ReadPriority(policy.Member("priority")),
            Schedules = ScheduleReader.Read(policy.Member("schedules")),
            CostPerHourCap = PolicyParts.ReadNumbers(policy.Member("costPerHourCap")),
        };
    }
}
