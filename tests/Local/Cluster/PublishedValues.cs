using Wva.Local.Cluster;
using Wva.Local.Run;
using Wva.Local.Watch;

namespace Wva.Local.Tests.Cluster;

/// <summary>Everything that is published while a simulated cluster runs, as an outsider sees it: every state of every status file.</summary>
internal sealed class PublishedValues(string variants)
{
    private readonly Lock _lock = new();
    private readonly Dictionary<string, int> _standing = new(StringComparer.Ordinal);
    private readonly List<(long Timestamp, int Sum)> _falls = [];

    /// <summary>Values that fell, and what all variants together had then.</summary>
    public IReadOnlyList<(long Timestamp, int Sum)> Falls
    {
        get
        {
            lock (_lock)
            {
                return [.. _falls];
            }
        }
    }

    /// <summary>All variants together.</summary>
    public int Sum
    {
        get
        {
            lock (_lock)
            {
                return _standing.Values.Sum();
            }
        }
    }

    /// <summary>Watches until told to stop.</summary>
    public Task WatchAsync(CancellationToken stop) => Task.WhenAll(ClusterPlan.Default.Variants
        .Select(variant => variant.Pods.Name)
        .Select(name => new StatusWatcher(VariantFiles.Status(variants, name), TimeProvider.System).WatchAsync(status => See(name, status), stop)));

    private void See(string variant, PublishedStatus status)
    {
        lock (_lock)
        {
            var before = _standing.GetValueOrDefault(variant);
            _standing[variant] = status.Replicas ?? 0; // a value that is gone has fallen
            if (_standing[variant] < before)
            {
                _falls.Add((TimeProvider.System.GetTimestamp(), _standing.Values.Sum()));
            }
        }
    }
}
