namespace Wva.Scaling.Decision;

/// <summary>Which way a target lies from the replicas asked for now.</summary>
public enum ScalingAction
{
    /// <summary>The same, or no recommendation.</summary>
    NoChange = 0,

    /// <summary>More.</summary>
    ScaleUp = 1,

    /// <summary>Fewer.</summary>
    ScaleDown = 2,
}
