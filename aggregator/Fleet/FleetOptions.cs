namespace Wva.Fleet;

/// <summary>What the ledger can be told. Read at each call, so that a policy may change it while the fleet runs.</summary>
public sealed class FleetOptions
{
    /// <summary>Period at which agents are asked to sample; a stream may miss three of them before it is stale.</summary>
    /// <value>Default 1 s.</value>
    public TimeSpan Cadence { get; set; } = TimeSpan.FromSeconds(1);

    /// <summary>Used share of the KV cache, 0 to 1, whose crossing upwards calls for a decision at once.</summary>
    /// <value>Default 0.70: the published threshold less the published spare trigger.</value>
    public double KvPressure { get; set; } = 0.70;

    /// <summary>Waiting requests whose crossing upwards calls for a decision at once.</summary>
    /// <value>Default 2: the published threshold less the published spare trigger.</value>
    public double WaitingPressure { get; set; } = 2;
}
