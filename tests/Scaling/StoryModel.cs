using Wva.Scaling.Inputs;

namespace Wva.Scaling.Tests;

/// <summary>A model of a story.</summary>
internal sealed class StoryModel(string name)
{
    public string Name => name;

    public double Priority { get; init; } = 1;

    public List<StoryVariant> Variants { get; } = [];

    /// <summary>Load in replicas, by the KV cache.</summary>
    public double Kv { get; set; }

    public double Waiting { get; set; }

    public double Queued { get; set; }

    public double? Seen { get; set; }

    public ModelSnapshot Snapshot(int second) => new("ns", name, [.. Variants.Select(v => v.Snapshot(second))])
    {
        SchedulerQueue = new SchedulerQueue(Queued, 0),
        RequestsInRetention = Seen,
    };

    /// <summary>Shares its load evenly among the pods that serve.</summary>
    public void Load(int second)
    {
        var serving = Variants.SelectMany(v => v.Pods).Where(p => p.ServesAt <= second).ToList();
        foreach (var pod in serving.Where(p => p.StaleSince is null))
        {
            pod.Kv = Math.Min(1, Kv * Fleets.OneReplica / serving.Count);
            pod.Waiting = Waiting / serving.Count;
        }
    }
}
