namespace Wva.Kubernetes.Resources;

/// <summary>Whether a condition holds.</summary>
public enum ConditionStatus
{
    /// <summary>Not known.</summary>
    Unknown = 0,

    /// <summary>It holds.</summary>
    True = 1,

    /// <summary>It does not hold.</summary>
    False = 2,
}
