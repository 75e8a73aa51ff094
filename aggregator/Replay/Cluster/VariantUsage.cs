namespace Wva.Replay.Cluster;

/// <summary>What a variant's pods have used so far, from creation until they were gone.</summary>
/// <param name="Starting">Replica-hours of starting, restarts included.</param>
/// <param name="Serving">Replica-hours of Ready.</param>
/// <param name="Draining">Replica-hours of ending what was left.</param>
/// <param name="CostPerHour">Cost of a replica and hour.</param>
public sealed record VariantUsage(TimeSpan Starting, TimeSpan Serving, TimeSpan Draining, double CostPerHour)
{
    /// <summary>All replica-hours.</summary>
    public TimeSpan Total => Starting + Serving + Draining;

    /// <summary>What they cost.</summary>
    public double Cost => Total.TotalHours * CostPerHour;
}
