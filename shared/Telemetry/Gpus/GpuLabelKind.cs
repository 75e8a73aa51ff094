namespace Wva.Telemetry.Gpus;

/// <summary>What a label of a GPU's series says.</summary>
public enum GpuLabelKind
{
    /// <summary>The GPU; under MIG the GPU that the instance is a part of.</summary>
    Uuid,

    /// <summary>The MIG instance within the GPU.</summary>
    Instance,

    /// <summary>The product's name.</summary>
    Model,

    /// <summary>The node, or the exporter's own pod where nobody told it the node.</summary>
    Host,

    /// <summary>The pod that holds the GPU.</summary>
    Pod,

    /// <summary>That pod's namespace.</summary>
    Namespace,

    /// <summary>That pod's UID.</summary>
    PodUid,

    /// <summary>UUID of the MIG device, which only dynamic resource allocation shows.</summary>
    MigDevice,
}
