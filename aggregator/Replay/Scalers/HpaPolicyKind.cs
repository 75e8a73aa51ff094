namespace Wva.Replay.Scalers;

/// <summary>What the value of a policy counts.</summary>
public enum HpaPolicyKind
{
    /// <summary>Pods.</summary>
    Pods = 0,

    /// <summary>Percent of the replicas at the period's begin.</summary>
    Percent = 1,
}
