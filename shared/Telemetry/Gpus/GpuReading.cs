using System.Text;
using Wva.Telemetry.Exposition;

namespace Wva.Telemetry.Gpus;

/// <summary>Sorts the series of the page at hand by GPU, and says which of them are the pod's.</summary>
internal sealed class GpuReading(GpuOwner owner)
{
    /// <summary>Most devices that are looked at: sixteen GPUs in seven instances each, twice. Beyond that the pod's own still find room.</summary>
    private const int MaxDevices = 256;

    private const int MaxIdBytes = 64;
    private const int MaxHostBytes = 64;

    /// <summary>How long no page may have named a pod before the node's GPUs count as the pod's: two of the exporter's collections, for it learns of pods with a collection.</summary>
    private static readonly TimeSpan Nameless = TimeSpan.FromSeconds(60);

    private static readonly Comparison<GpuDevice> ById = static (one, other) => string.CompareOrdinal(one.Id, other.Id);

    private readonly List<GpuDevice> _devices = [];
    private readonly byte[] _host = new byte[MaxHostBytes];
    private GpuDevice? _last;
    private int _hostLength;
    private TimeSpan? _firstPage;
    private bool _namesPods;
    private bool _isNodes;
    private bool _isOurNode;

    /// <summary>Series of DCGM, of GPUs or not.</summary>
    public int Series { get; private set; }

    /// <summary>GPUs on the page, whosever they are.</summary>
    public int OnPage => _devices.Count;

    /// <summary>The pod's, ordered by their ids. After <see cref="Settle"/>.</summary>
    public List<GpuDevice> Own { get; } = [];

    /// <summary>The page is surely of the pod's node.</summary>
    public bool IsOurNode => owner.IsOnNode || _isOurNode;

    /// <summary>The node that the page says it is of, or the exporter's pod; empty where it says none.</summary>
    public string Host => Encoding.UTF8.GetString(_host, 0, _hostLength);

    /// <summary>Begins a page.</summary>
    public void Begin()
    {
        (Series, _last, _hostLength, _isOurNode) = (0, null, 0, false);
        foreach (var device in _devices)
        {
            device.Begin();
        }
    }

    /// <summary>Takes the sample under the reader's cursor.</summary>
    public void Take(scoped ref ExpositionReader reader)
    {
        Series++;
        var labels = new GpuLabels(reader.Labels);
        if (!IsId(labels.Uuid.RawValue, optional: false) || !IsId(labels.Instance.RawValue, optional: true))
        {
            return;
        }

        var holder = owner.HolderOf(labels);
        _namesPods |= holder != GpuHolder.Nobody;
        TakeHost(labels);
        if (Find(labels, holder) is { } device)
        {
            var source = GpuTable.Sources[reader.NameIndex];
            device.Take(labels, holder, owner);
            device.Take(holder, source.Signal, source.Translate(reader.Value));
        }
    }

    /// <summary>Settles which GPUs are the pod's; those that the page does not show are forgotten.</summary>
    /// <param name="uptime">When the page was read, by a clock that is never set; null where no other page is read.</param>
    public void Settle(TimeSpan? uptime)
    {
        _firstPage ??= _devices.Exists(static device => device.IsOnPage) ? uptime : null;
        _isNodes = !_namesPods && (uptime is null || uptime - _firstPage >= Nameless);
        _devices.RemoveAll(static device => !device.IsOnPage);
        Own.Clear();
        foreach (var device in _devices)
        {
            device.Attribution = Attribution(device);
        }

        foreach (var device in _devices)
        {
            if (device.Attribution is not null && !IsShownInInstances(device))
            {
                Own.Add(device);
            }
        }

        Own.Sort(ById);
    }

    private string? Attribution(GpuDevice device) =>
        device.IsHeld ? "pod"
        : device.IsListed ? "uuid"
        : _isNodes && !owner.KnowsUuids && (owner.IsOnNode || device.IsOnNode) ? "node"
        : null;

    // A GPU that is shown in instances is no further GPU.
    private bool IsShownInInstances(GpuDevice device)
    {
        foreach (var other in _devices)
        {
            if (!device.IsInstance && other.IsInstance && other.Attribution is not null && other.Uuid == device.Uuid)
            {
                return true;
            }
        }

        return false;
    }

    private void TakeHost(in GpuLabels labels)
    {
        _isOurNode |= owner.IsOurNode(labels);
        if (_hostLength == 0 && labels.Host.RawValue.Length is > 0 and <= MaxHostBytes)
        {
            _hostLength = labels.Host.Unescape(_host);
        }
    }

    private GpuDevice? Find(in GpuLabels labels, GpuHolder holder)
    {
        if (_last?.Follower is { } likely && likely.Is(labels))
        {
            return _last = likely;
        }

        GpuDevice? found = null;
        foreach (var device in _devices)
        {
            if (device.Is(labels))
            {
                found = device;
                break;
            }
        }

        found ??= Add(labels, holder);
        if (found is not null)
        {
            _last?.Follower = found;
            _last = found;
        }

        return found;
    }

    private GpuDevice? Add(in GpuLabels labels, GpuHolder holder)
    {
        var (uuid, instance) = (Encoding.ASCII.GetString(labels.Uuid.RawValue), Encoding.ASCII.GetString(labels.Instance.RawValue));
        var isListed = owner.Lists(uuid, instance);
        if (_devices.Count == MaxDevices && !MakeRoom(isOwn: isListed || holder == GpuHolder.Own))
        {
            return null;
        }

        var device = new GpuDevice(uuid, instance, isListed);
        _devices.Add(device);
        return device;
    }

    private bool MakeRoom(bool isOwn)
    {
        var others = isOwn ? _devices.FindIndex(static device => !device.IsHeld && !device.IsListed) : -1;
        if (others < 0)
        {
            return false;
        }

        var gone = _devices[others];
        _devices.RemoveAt(others);
        _last = null;
        foreach (var device in _devices)
        {
            device.Follower = device.Follower == gone ? null : device.Follower;
        }

        return true;
    }

    // Printable, without escapes and of a bounded length, or no identity: it goes on the wire, and into the order of rows.
    private static bool IsId(ReadOnlySpan<byte> raw, bool optional) =>
        raw.Length <= MaxIdBytes && (optional || !raw.IsEmpty) && !raw.ContainsAnyExceptInRange((byte)0x21, (byte)0x7E) && !raw.Contains((byte)'\\');
}
