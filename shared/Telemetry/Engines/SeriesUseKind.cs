namespace Wva.Telemetry.Engines;

/// <summary>What a wanted series is good for.</summary>
internal enum SeriesUseKind
{
    /// <summary>A gauge or counter of a row.</summary>
    Scalar,

    /// <summary>A bucket of a row's histogram.</summary>
    Bucket,

    /// <summary>The sum of a row's histogram.</summary>
    Sum,

    /// <summary>The count of a row's histogram.</summary>
    Count,

    /// <summary>It moves while the engine works.</summary>
    Pulse,

    /// <summary>Its labels describe the KV cache.</summary>
    CacheInfo,

    /// <summary>Its value tells the size of the KV cache; the preference is the <see cref="CacheQuantity"/>.</summary>
    CacheNumber,

    /// <summary>Its value is the time of the engine's start.</summary>
    StartTime,

    /// <summary>Its presence tells the engine's generation.</summary>
    Generation,
}
