namespace Wva.Agent.Gpus;

/// <summary>Why a reading of the exporter gave no rows.</summary>
internal enum GpuFault
{
    /// <summary>It was read.</summary>
    None,

    /// <summary>No connection: nothing listens, no such host.</summary>
    Unreachable,

    /// <summary>It shows no certificate that is trusted.</summary>
    Untrusted,

    /// <summary>Not whole before the deadline.</summary>
    Timeout,

    /// <summary>Another HTTP status than 200, a coding that was not asked for, or a redirect that is not followed.</summary>
    Status,

    /// <summary>Longer than the limit.</summary>
    TooLong,

    /// <summary>Broken off in the middle.</summary>
    Broken,

    /// <summary>Nothing on the page.</summary>
    Empty,

    /// <summary>A page, but none of DCGM.</summary>
    NotDcgm,

    /// <summary>A page of DCGM that is another node's, or does not say whose it is.</summary>
    NotOurNode,
}
