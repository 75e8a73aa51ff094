using Wva.Telemetry.Exposition;

namespace Wva.Telemetry.Gpus;

/// <summary>What the labels of one series say, gathered in one walk. Empty values say nothing: older exporters write <c>pod=""</c> for a GPU that nobody holds.</summary>
internal ref struct GpuLabels
{
    /// <summary>Walks over the labels; of several names for one thing the one that comes first in the list of names counts.</summary>
    public GpuLabels(SampleLabels labels)
    {
        Span<int> found = stackalloc int[GpuTable.LabelKindCount];
        found.Fill(int.MaxValue);
        foreach (var label in labels)
        {
            var index = label.RawValue.IsEmpty ? -1 : GpuTable.LabelNames.Find(label.Name);
            if (index < 0)
            {
                continue;
            }

            var kind = GpuTable.Labels[index].Kind;
            if (index <= found[(int)kind])
            {
                found[(int)kind] = index;
                Put(kind, label);
            }
        }
    }

    /// <summary>The GPU.</summary>
    public Label Uuid { get; private set; }

    /// <summary>The MIG instance.</summary>
    public Label Instance { get; private set; }

    /// <summary>The product's name.</summary>
    public Label Model { get; private set; }

    /// <summary>The node, or the exporter's pod.</summary>
    public Label Host { get; private set; }

    /// <summary>The pod that holds the GPU.</summary>
    public Label Pod { get; private set; }

    /// <summary>That pod's namespace.</summary>
    public Label Namespace { get; private set; }

    /// <summary>That pod's UID.</summary>
    public Label PodUid { get; private set; }

    /// <summary>UUID of the MIG device.</summary>
    public Label MigDevice { get; private set; }

    private void Put(GpuLabelKind kind, Label label)
    {
        switch (kind)
        {
            case GpuLabelKind.Uuid:
                Uuid = label;
                break;
            case GpuLabelKind.Instance:
                Instance = label;
                break;
            case GpuLabelKind.Model:
                Model = label;
                break;
            case GpuLabelKind.Host:
                Host = label;
                break;
            case GpuLabelKind.Pod:
                Pod = label;
                break;
            case GpuLabelKind.Namespace:
                Namespace = label;
                break;
            case GpuLabelKind.PodUid:
                PodUid = label;
                break;
            default:
                MigDevice = label;
                break;
        }
    }
}
