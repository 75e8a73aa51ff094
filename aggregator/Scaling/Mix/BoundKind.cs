namespace Wva.Scaling.Mix;

/// <summary>What keeps a variant from what the load asks of it.</summary>
internal enum BoundKind
{
    /// <summary>Nothing does.</summary>
    None,

    /// <summary>Its min, or a schedule's.</summary>
    Min,

    /// <summary>Its max.</summary>
    Max,

    /// <summary>GPUs or money that models share.</summary>
    Shared,

    /// <summary>An operator's word.</summary>
    Word,
}
