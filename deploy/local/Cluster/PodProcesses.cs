using Wva.Replay.Cluster;
using Wva.Simulation.Serving;

namespace Wva.Local.Cluster;

/// <summary>Runs the pods of a virtual cluster as processes, and leads requests to those that are ready. Used by one at a time.</summary>
/// <param name="setting">What processes need to know.</param>
/// <param name="traffic">Whom to tell which pods take requests.</param>
/// <param name="events">Where processes tell what happens to them.</param>
internal sealed class PodProcesses(ClusterSetting setting, Traffic traffic, IPodEvents events) : IPodRuntime, IAsyncDisposable
{
    private readonly Dictionary<string, PodProcess> _pods = new(StringComparer.Ordinal);
    private readonly List<Task> _ending = [];

    /// <summary>Pods that there ever were.</summary>
    public int Started { get; private set; }

    /// <inheritdoc/>
    public void Start(PodSnapshot pod, DateTimeOffset at)
    {
        if (_pods.TryGetValue(pod.Name, out var known))
        {
            known.StartEngine();
            return;
        }

        var process = new PodProcess(pod, setting, events);
        _pods.Add(pod.Name, process);
        Started++;
        process.Begin();
    }

    /// <inheritdoc/>
    public void Ready(PodSnapshot pod, DateTimeOffset at) => traffic.Open(pod.Name);

    /// <inheritdoc/>
    public void Withdraw(PodSnapshot pod, DateTimeOffset at)
    {
        traffic.Close(pod.Name);
        events.Withdrawn(pod.Name);
    }

    /// <inheritdoc/>
    public void Kill(PodSnapshot pod, DateTimeOffset at)
    {
        traffic.Lose(pod.Name);
        if (_pods.Remove(pod.Name, out var process))
        {
            _ending.Add(process.DisposeAsync().AsTask());
        }
    }

    /// <summary>Sends a request to a pod.</summary>
    public void Send(string pod, RequestLine request)
    {
        if (_pods.TryGetValue(pod, out var process))
        {
            process.Send(request);
        }
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync() => await Task.WhenAll([.. _ending, .. _pods.Values.Select(process => process.DisposeAsync().AsTask())]);
}
