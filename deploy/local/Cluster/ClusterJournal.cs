using Wva.Local.Measure;
using Wva.Scaling.Inputs;
using Wva.Simulation.Engines;

namespace Wva.Local.Cluster;

/// <summary>
/// The journal of a simulated cluster: what its engines' gauges ask for together, each change at the moment it was seen at the engine itself, and what is published.
/// A pod that was told to go asks for nothing, and neither does one that is gone. Time stamps are the clock's. Used by one at a time.
/// </summary>
internal sealed class ClusterJournal(ClusterPlan plan, TimeProvider time)
{
    private readonly ScalingPolicy _policy = new();
    private readonly RunJournal _run = new([.. plan.Variants.Select(static variant => variant.Pods.Name)], plan.Variants.Sum(static variant => variant.Scaler.MaxReplicas));
    private readonly Dictionary<string, EngineGauges> _shown = new(StringComparer.Ordinal);
    private readonly HashSet<string> _withdrawn = new(StringComparer.Ordinal);
    private readonly long _began = time.GetTimestamp();

    /// <summary>How long decisions took up to now.</summary>
    public DecisionTimes Times => _run.Times(At(time.GetTimestamp()));

    /// <summary>The value that is published; null where none was seen.</summary>
    public int? Published(string variant) => _run.Published(variant);

    /// <summary>The highest value that was published; null where none was seen.</summary>
    public int? Peak(string variant) => _run.Peak(variant);

    /// <summary>An engine shows other gauges.</summary>
    public void Shows(string pod, EngineGauges gauges, long timestamp)
    {
        if (!_withdrawn.Contains(pod))
        {
            _shown[pod] = gauges;
            Ask(timestamp);
        }
    }

    /// <summary>A pod was told to go.</summary>
    public void Withdraw(string pod)
    {
        _withdrawn.Add(pod);
        Forget(pod);
    }

    /// <summary>An engine is gone.</summary>
    public void Gone(string pod) => Forget(pod);

    /// <summary>A value was seen.</summary>
    public void See(string variant, int replicas, long timestamp) => _run.See(variant, replicas, string.Empty, string.Empty, At(timestamp));

    private void Forget(string pod)
    {
        if (_shown.Remove(pod))
        {
            Ask(time.GetTimestamp());
        }
    }

    private void Ask(long timestamp) => _run.Ask(DemandRule.OfEngines(_shown.Values, _policy), At(timestamp));

    private TimeSpan At(long timestamp) => time.GetElapsedTime(_began, timestamp);
}
