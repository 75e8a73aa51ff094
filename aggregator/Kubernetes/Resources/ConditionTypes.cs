namespace Wva.Kubernetes.Resources;

/// <summary>Types of conditions: the three published ones and <see cref="Ready"/>.</summary>
public static class ConditionTypes
{
    /// <summary>What is to be scaled was found.</summary>
    public const string TargetResolved = "TargetResolved";

    /// <summary>Signals of its replicas arrive.</summary>
    public const string MetricsAvailable = "MetricsAvailable";

    /// <summary>There is a recommendation.</summary>
    public const string OptimizationReady = "OptimizationReady";

    /// <summary>All of the others, and the configuration in force is the one written.</summary>
    public const string Ready = "Ready";
}
