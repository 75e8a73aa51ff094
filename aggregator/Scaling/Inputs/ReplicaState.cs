namespace Wva.Scaling.Inputs;

/// <summary>Where a replica stands in its life.</summary>
public enum ReplicaState
{
    /// <summary>Its pod is there, its engine has not served yet, or has just been lost and has 10 minutes to come back.</summary>
    Starting = 0,

    /// <summary>Its engine serves.</summary>
    Serving = 1,

    /// <summary>Its engine sleeps (vLLM's sleep mode).</summary>
    Asleep = 2,

    /// <summary>Its pod is terminating; it stopped counting at notice.</summary>
    Draining = 3,

    /// <summary>It served, and has not been Ready for longer than a start may take.</summary>
    Lost = 4,
}
