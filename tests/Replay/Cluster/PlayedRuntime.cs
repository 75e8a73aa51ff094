using System.Globalization;
using Wva.Replay.Cluster;

namespace Wva.Replay.Tests.Cluster;

/// <summary>Writes down what the cluster tells it to run, and checks that a pod is told nothing out of turn.</summary>
internal sealed class PlayedRuntime(DateTimeOffset start) : IPodRuntime
{
    private readonly Dictionary<string, PodPhase> _phases = new(StringComparer.Ordinal);

    /// <summary>What was told: seconds, word, restarts.</summary>
    public List<string> Told { get; } = [];

    public void Start(PodSnapshot pod, DateTimeOffset at)
    {
        Assert.Equal(PodPhase.Starting, pod.Phase);
        Tell("start", pod, at);
    }

    public void Ready(PodSnapshot pod, DateTimeOffset at)
    {
        Assert.Equal(PodPhase.Starting, _phases[pod.Name]);
        Assert.Equal(PodPhase.Ready, pod.Phase);
        Tell("ready", pod, at);
    }

    public void Withdraw(PodSnapshot pod, DateTimeOffset at)
    {
        Assert.Equal(PodPhase.Ready, _phases[pod.Name]);
        Tell("withdraw", pod, at);
    }

    public void Kill(PodSnapshot pod, DateTimeOffset at)
    {
        Assert.Equal(PodPhase.Gone, pod.Phase);
        Assert.NotEqual(PodPhase.Gone, _phases[pod.Name]);
        Tell("kill", pod, at);
    }

    private void Tell(string word, PodSnapshot pod, DateTimeOffset at)
    {
        _phases[pod.Name] = pod.Phase;
        Told.Add(string.Create(CultureInfo.InvariantCulture, $"{(at - start).TotalSeconds} {word}"));
    }
}
