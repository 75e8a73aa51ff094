namespace Wva.Scaling.Inputs;

/// <summary>What the replicas of a variant do of a request.</summary>
public enum Role
{
    /// <summary>Prefill and decode.</summary>
    Both = 0,

    /// <summary>Decode only.</summary>
    Decode = 1,

    /// <summary>Prefill only.</summary>
    Prefill = 2,
}
