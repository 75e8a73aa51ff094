using System.Collections.Immutable;
using System.Text;

namespace Wva.Telemetry.Gpus;

/// <summary>Whose GPUs are wanted, and what is known of the page's origin. Immutable.</summary>
public sealed class GpuOwner
{
    private const string OldMigPrefix = "MIG-";

    private readonly byte[] _podNamespace;
    private readonly byte[] _podName;
    private readonly byte[]? _podUid;
    private readonly byte[] _node;
    private readonly ImmutableArray<string> _uuids;
    private readonly ImmutableArray<byte[]> _uuidBytes;

    /// <summary>The GPUs of one pod.</summary>
    /// <param name="podNamespace">Its namespace.</param>
    /// <param name="podName">Its name.</param>
    /// <param name="podUid">Its UID; null where it is not known for sure.</param>
    /// <param name="node">Its node; empty where unknown.</param>
    /// <param name="uuids">UUIDs of the GPUs and MIG devices that it was given; empty where unknown.</param>
    /// <param name="isOnNode">The page comes from an address that cannot lead to another node.</param>
    public GpuOwner(string podNamespace, string podName, string? podUid, string node, ImmutableArray<string> uuids, bool isOnNode)
    {
        (_podNamespace, _podName) = (Encoding.UTF8.GetBytes(podNamespace), Encoding.UTF8.GetBytes(podName));
        _podUid = podUid is null ? null : Encoding.UTF8.GetBytes(podUid);
        _node = Encoding.UTF8.GetBytes(node);
        _uuids = uuids;
        _uuidBytes = [.. uuids.Select(Encoding.UTF8.GetBytes)];
        (Node, IsOnNode) = (node, isOnNode);
    }

    /// <summary>The pod's node; empty where unknown.</summary>
    public string Node { get; }

    /// <summary>The page comes from an address that cannot lead to another node.</summary>
    public bool IsOnNode { get; }

    /// <summary>UUIDs are known, so that a GPU which is not among them is not the pod's.</summary>
    internal bool KnowsUuids => !_uuids.IsEmpty;

    /// <summary>Whose use a series speaks of. A UID that is another one is another pod, the one before under the same name perhaps.</summary>
    internal GpuHolder HolderOf(in GpuLabels labels)
    {
        var hasUid = !labels.PodUid.RawValue.IsEmpty;
        if (labels.Pod.RawValue.IsEmpty && !hasUid)
        {
            return GpuHolder.Nobody;
        }

        if (hasUid && _podUid is not null)
        {
            return labels.PodUid.ValueIs(_podUid) ? GpuHolder.Own : GpuHolder.Other;
        }

        return labels.Pod.ValueIs(_podName) && labels.Namespace.ValueIs(_podNamespace) ? GpuHolder.Own : GpuHolder.Other;
    }

    /// <summary>The series is of the pod's node, by its label.</summary>
    internal bool IsOurNode(in GpuLabels labels) => _node.Length > 0 && labels.Host.ValueIs(_node);

    /// <summary>The series names a MIG device that is the pod's.</summary>
    internal bool ListsMigDevice(in GpuLabels labels)
    {
        foreach (var uuid in _uuidBytes)
        {
            if (labels.MigDevice.ValueIs(uuid))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>
    /// True where the GPU is among the UUIDs: by its own, or, for an instance, by the older form <c>MIG-GPU-…/3/0</c>, which names both.
    /// The newer form <c>MIG-…</c> says nothing of the GPU, and no line of the page shows it.
    /// </summary>
    internal bool Lists(string uuid, string instance)
    {
        var mig = $"{OldMigPrefix}{uuid}/{instance}/";
        return _uuids.Any(known => known == uuid || (instance.Length > 0 && known.StartsWith(mig, StringComparison.Ordinal)));
    }
}
