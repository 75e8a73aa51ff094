namespace Wva.Telemetry.Gpus;

/// <summary>What an answer of a GPU's exporter turned out to be.</summary>
public enum GpuPageVerdict
{
    /// <summary>A page of DCGM; the rows are fresh, none of them where no GPU is the pod's.</summary>
    Read = 0,

    /// <summary>Nothing, or nothing but blanks: the exporter reads its configuration, or sees no GPU.</summary>
    Empty = 1,

    /// <summary>An HTML page.</summary>
    Html = 2,

    /// <summary>A JSON document.</summary>
    Json = 3,

    /// <summary>A page that ends in the middle of a line.</summary>
    Truncated = 4,

    /// <summary>A page of metrics, none of them DCGM's.</summary>
    NoDcgmFamilies = 5,

    /// <summary>A page of DCGM without a GPU of the pod, which is another node's or does not say whose it is.</summary>
    NotOurNode = 6,
}
