namespace Wva.Scenarios.ConfigMaps;

/// <summary>What a ConfigMap of the published autoscaler is about.</summary>
internal enum ConfigMapKind
{
    /// <summary>Thresholds, analyzers, limits.</summary>
    Saturation = 0,

    /// <summary>Scaling to zero.</summary>
    ScaleToZero = 1,

    /// <summary>Latency targets.</summary>
    QueueingModel = 2,
}
