namespace Wva.Kubernetes.Resources;

/// <summary>Reasons of conditions; the tokens are the published ones where there are any.</summary>
public static class ConditionReasons
{
    /// <summary>The target was found.</summary>
    public const string TargetFound = "TargetFound";

    /// <summary>There is no such target, or nobody has told of it.</summary>
    public const string TargetNotFound = "TargetNotFound";

    /// <summary>Fresh signals arrive.</summary>
    public const string MetricsFound = "MetricsFound";

    /// <summary>No signal has ever arrived.</summary>
    public const string MetricsMissing = "MetricsMissing";

    /// <summary>Signals arrived and are old now.</summary>
    public const string MetricsStale = "MetricsStale";

    /// <summary>No replica is asked for, so that nothing can report: no fault.</summary>
    public const string ScaledToZero = "ScaledToZero";

    /// <summary>There is a recommendation from the signals.</summary>
    public const string OptimizationSucceeded = "OptimizationSucceeded";

    /// <summary>There can be no recommendation without signals.</summary>
    public const string MetricsUnavailable = "MetricsUnavailable";

    /// <summary>What was written cannot be used; the last good configuration stays in force.</summary>
    public const string InvalidConfiguration = "InvalidConfiguration";

    /// <summary>All is well.</summary>
    public const string AllConditionsMet = "AllConditionsMet";
}
