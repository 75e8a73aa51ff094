using Wva.Scaling.Inputs;

namespace Wva.Scenarios;

/// <summary>A policy's text, a scenario's <c>policy</c> or <c>policy.yaml</c>, to the record. Absent fields have their defaults.</summary>
public static class PolicyReader
{
    private const double LongestWindowSeconds = 24 * 60 * 60;

    private static readonly string[] LaterAnalyzers = ["saturation", "forecast"];

    private static readonly string[] LaterFields =
    [
        "published", "scaleUpThreshold", "scaleDownBoundary", "enableLimiter", "enableRescale", "gpuInventory", "quotas", "priority",
        "scaleToZero", "schedules", "slo", "overrides", "costPerHourCap",
    ];

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
    public static ScalingPolicy Read(JsonCursor policy)
    {
        ReadAnalyzers(policy.Member("analyzers"));
        var defaults = new ScalingPolicy();
        var window = policy.Member("scaleInStabilizationSeconds").AsNumber(0, LongestWindowSeconds);
        var read = new ScalingPolicy
        {
            KvCacheThreshold = policy.Member("kvCacheThreshold").AsNumber(0, 1) ?? defaults.KvCacheThreshold,
            QueueLengthThreshold = policy.Member("queueLengthThreshold").AsNumber(0) ?? defaults.QueueLengthThreshold,
            KvSpareTrigger = policy.Member("kvSpareTrigger").AsNumber(0, 1) ?? defaults.KvSpareTrigger,
            QueueSpareTrigger = policy.Member("queueSpareTrigger").AsNumber(0) ?? defaults.QueueSpareTrigger,
            ScaleInStabilization = window is { } seconds ? TimeSpan.FromSeconds(seconds) : defaults.ScaleInStabilization,
        };
        policy.RefuseUnknown(LaterFields);
        WarnOfNoRoom(policy.Member("kvSpareTrigger"), "kvCacheThreshold", read.KvCacheThreshold, read.KvSpareTrigger);
        WarnOfNoRoom(policy.Member("queueSpareTrigger"), "queueLengthThreshold", read.QueueLengthThreshold, read.QueueSpareTrigger);
        return read;
    }

    private static void ReadAnalyzers(JsonCursor analyzers)
    {
        var names = new HashSet<string>(StringComparer.Ordinal);
        foreach (var analyzer in analyzers.Items())
        {
            var name = analyzer.Member("name").Required();
            var text = name.AsName();
            if (text is not null && LaterAnalyzers.Contains(text, StringComparer.Ordinal))
            {
                name.Refuse("is not available yet", "percentage");
            }
            else if (text is not null and not "percentage")
            {
                name.Refuse("is no analyzer", "percentage");
            }
            else if (text is not null && !names.Add(text))
            {
                name.Refuse("stands twice", "each analyzer once");
            }

            analyzer.RefuseUnknown();
        }
    }

    private static void WarnOfNoRoom(JsonCursor trigger, string thresholdName, double threshold, double spare)
    {
        if (threshold - spare <= 0)
        {
            trigger.Warn(FormattableString.Invariant($"leaves no room under {thresholdName} ({spare} of {threshold}): every cycle asks for one more replica than are serving"));
        }
    }
}
