using System.Text;
using Wva.Telemetry.Exposition;

namespace Wva.Telemetry.Gpus;

/// <summary>One GPU, or one MIG instance of one, as the page at hand shows it. Stays known from page to page, so that nothing is allocated for it again.</summary>
internal sealed class GpuDevice
{
    private const int HolderCount = 3;
    private const int MaxModelBytes = 64;

    private readonly byte[] _uuid;
    private readonly byte[] _instance;
    private readonly bool _isListed;
    private readonly double[] _values = new double[HolderCount * GpuTable.SignalCount];
    private byte[] _model = [];
    private string? _modelText;
    private bool _hasModel;

    /// <summary>A GPU of which nothing is known but its identity.</summary>
    public GpuDevice(string uuid, string instance, bool isListed)
    {
        (_uuid, _instance) = (Encoding.ASCII.GetBytes(uuid), Encoding.ASCII.GetBytes(instance));
        Uuid = uuid;
        Id = instance.Length == 0 ? uuid : $"{uuid}/{instance}";
        _isListed = isListed;
        Begin();
    }

    /// <summary>The GPU; of an instance the GPU that it is a part of.</summary>
    public string Uuid { get; }

    /// <summary>UUID, and behind a slash the instance where it is one.</summary>
    public string Id { get; }

    /// <summary>It is a MIG instance.</summary>
    public bool IsInstance => _instance.Length > 0;

    /// <summary>The device whose series followed this one's last time: very likely the next one.</summary>
    public GpuDevice? Follower { get; set; }

    /// <summary>The page at hand shows it.</summary>
    public bool IsOnPage { get; private set; }

    /// <summary>A series of the pod's own is there.</summary>
    public bool IsHeld { get; private set; }

    /// <summary>It is among the UUIDs that the pod was given.</summary>
    public bool IsListed { get; private set; }

    /// <summary>A series says that it is of the pod's node.</summary>
    public bool IsOnNode { get; private set; }

    /// <summary>How it is known that it is the pod's; null where it is not.</summary>
    public string? Attribution { get; set; }

    /// <summary>Product name; null where unknown.</summary>
    public string? Model => _hasModel ? _modelText : null;

    /// <summary>Begins a page.</summary>
    public void Begin()
    {
        (IsOnPage, IsHeld, IsOnNode, IsListed, _hasModel, Attribution) = (false, false, false, _isListed, false, null);
        Array.Fill(_values, double.NaN);
    }

    /// <summary>The series is this device's.</summary>
    public bool Is(in GpuLabels labels) => labels.Uuid.ValueIs(_uuid) && labels.Instance.ValueIs(_instance);

    /// <summary>Takes what a series says beside its value.</summary>
    public void Take(in GpuLabels labels, GpuHolder holder, GpuOwner owner)
    {
        IsOnPage = true;
        IsHeld |= holder == GpuHolder.Own;
        IsOnNode |= owner.IsOurNode(labels);
        IsListed |= owner.ListsMigDevice(labels);
        if (!_hasModel && labels.Model.RawValue.Length is > 0 and <= MaxModelBytes)
        {
            TakeModel(labels.Model);
        }
    }

    /// <summary>
    /// Takes a value; NaN is none. Two series of one signal (two containers of the pod, a family that comes twice) are the same thing told twice: they are never added,
    /// and the larger counts, because the order of a page is another one at each scrape.
    /// </summary>
    public void Take(GpuHolder holder, GpuSignal signal, double value)
    {
        ref var known = ref _values[((int)holder * GpuTable.SignalCount) + (int)signal];
        known = double.IsNaN(known) || value > known ? value : known;
    }

    /// <summary>
    /// The value that counts for the pod: that of its own series, else that of the whole GPU. Another pod's counts only where the GPU is known to be ours by other means:
    /// without <c>--kubernetes-virtual-gpus</c> only one of the pods that share a GPU is named.
    /// </summary>
    /// <returns>NaN where unknown.</returns>
    public double Value(GpuSignal signal)
    {
        var last = IsHeld ? GpuHolder.Nobody : GpuHolder.Other;
        var value = double.NaN;
        for (var holder = GpuHolder.Own; holder <= last && double.IsNaN(value); holder++)
        {
            value = Raw(holder, signal);
        }

        return value;
    }

    /// <summary>All memory, bytes: what the page says, else the sum of used, free and, where it is shown, reserved; NaN where unknown.</summary>
    public double MemoryTotal()
    {
        var total = Largest(GpuSignal.MemoryTotal);
        if (!double.IsNaN(total))
        {
            return total;
        }

        // Of the whole GPU: what one pod of several uses is less than what is used.
        var reserved = Largest(GpuSignal.MemoryDriver);
        return Largest(GpuSignal.MemoryUsed) + Largest(GpuSignal.MemoryFree) + (double.IsNaN(reserved) ? 0 : reserved);
    }

    private double Largest(GpuSignal signal)
    {
        var largest = double.NaN;
        for (var holder = GpuHolder.Own; holder <= GpuHolder.Other; holder++)
        {
            var value = Raw(holder, signal);
            largest = double.IsNaN(largest) || value > largest ? value : largest;
        }

        return largest;
    }

    private double Raw(GpuHolder holder, GpuSignal signal) => _values[((int)holder * GpuTable.SignalCount) + (int)signal];

    private void TakeModel(Label label)
    {
        _hasModel = true;
        if (_modelText is not null && label.ValueIs(_model))
        {
            return;
        }

        var bytes = new byte[label.RawValue.Length];
        _model = bytes[..label.Unescape(bytes)];
        _modelText = Encoding.UTF8.GetString(_model);
    }
}
