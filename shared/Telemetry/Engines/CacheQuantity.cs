namespace Wva.Telemetry.Engines;

/// <summary>What a number about the KV cache counts.</summary>
public enum CacheQuantity
{
    /// <summary>Tokens a block.</summary>
    BlockSize,

    /// <summary>Tokens of one rank's cache.</summary>
    Tokens,

    /// <summary>Blocks of all ranks.</summary>
    Blocks,
}
