namespace Wva.Scaling.Analysis.Saturation;

/// <summary>Where a replica's capacity comes from, as reasons name it.</summary>
internal static class CapacitySources
{
    /// <summary>Tokens that were resident while requests queued.</summary>
    public const string Observed = "P1-observed";

    /// <summary>What was observed before.</summary>
    public const string History = "P2-history";

    /// <summary>Estimated from the engine's arguments and the length of requests.</summary>
    public const string Derived = "P3-derived";

    /// <summary>The KV cache alone.</summary>
    public const string Memory = "P4-memory";

    /// <summary>Stored, of replicas that are not there now, or estimated for them.</summary>
    public const string Stored = "P0-store";

    /// <summary>Not known.</summary>
    public const string None = "no-data";
}
