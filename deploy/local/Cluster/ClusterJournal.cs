using Wva.Local.Measure;
using Wva.Scaling.Inputs;
using Wva.Simulation.Engines;

namespace Wva.Local.Cluster;

/// <summary>
/// What an outsider sees: what engines show, and what is published. A decision to scale out takes from the moment when the gauges first ask for more than is published until a higher value is seen.
/// Time stamps are the clock's. Used by one at a time.
/// </summary>
internal sealed class ClusterJournal(ClusterPlan plan, TimeProvider time)
{
    private readonly ScalingPolicy _policy = new();
    private readonly Dictionary<string, EngineGauges> _shown = new(StringComparer.Ordinal);
    private readonly Dictionary<string, int> _published = new(StringComparer.Ordinal);
    private readonly Dictionary<string, int> _peaks = new(StringComparer.Ordinal);
    private readonly List<TimeSpan> _latencies = [];
    private long? _asked;

    /// <summary>Times of the decisions to scale out.</summary>
    public IReadOnlyList<TimeSpan> Latencies => _latencies;

    private int Most => plan.Variants.Sum(variant => variant.Scaler.MaxReplicas);

    /// <summary>The value that is published; null where none was seen.</summary>
    public int? Published(string variant) => _published.TryGetValue(variant, out var value) ? value : null;

    /// <summary>The highest value that was published.</summary>
    public int Peak(string variant) => _peaks.GetValueOrDefault(variant);

    /// <summary>An engine shows other gauges.</summary>
    public void Shows(string pod, EngineGauges gauges, long timestamp)
    {
        _shown[pod] = gauges;
        Compare(timestamp);
    }

    /// <summary>An engine is gone.</summary>
    public void Gone(string pod)
    {
        if (_shown.Remove(pod))
        {
            Compare(time.GetTimestamp());
        }
    }

    /// <summary>A value was seen.</summary>
    public void See(string variant, int replicas, long timestamp)
    {
        var before = Published(variant);
        _published[variant] = replicas;
        _peaks[variant] = Math.Max(Peak(variant), replicas);
        if (before < replicas && _asked is { } asked)
        {
            _latencies.Add(time.GetElapsedTime(asked, timestamp));
            _asked = null;
        }

        Compare(timestamp);
    }

    private void Compare(long timestamp)
    {
        var asksForMore = _published.Count == plan.Variants.Count && Math.Min(DemandRule.OfEngines(_shown.Values, _policy), Most) > _published.Values.Sum();
        _asked = asksForMore ? _asked ?? timestamp : null;
    }
}
