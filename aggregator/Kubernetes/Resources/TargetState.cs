namespace Wva.Kubernetes.Resources;

/// <summary>Whether the target of a variant was found.</summary>
public enum TargetState
{
    /// <summary>Nobody tells this store of targets.</summary>
    NotTold = 0,

    /// <summary>It is there.</summary>
    Found = 1,

    /// <summary>It is not there.</summary>
    NotFound = 2,
}
