using Wva.Scaling.Inputs;

namespace Wva.Scaling.Tests;

/// <summary>A pod of a story.</summary>
internal sealed class StoryPod(string name, double servesAt)
{
    /// <summary>A replica is silent 30 s after its last successful scrape.</summary>
    private const int SilentAfterSeconds = 30;

    public string Name => name;

    public double ServesAt { get; set; } = servesAt;

    public double Kv { get; set; }

    public double Waiting { get; set; }

    public int? StaleSince { get; set; }

    public bool IsStalled { get; set; }

    public ReplicaSnapshot Snapshot(int second)
    {
        if (ServesAt > second)
        {
            return Fleets.Starting(name);
        }

        var age = second - StaleSince ?? 0;
        return Fleets.Pod(name, Kv, Waiting) with
        {
            Running = Kv > 0 || Waiting > 0 ? 1 : 0,
            KvCapacityTokens = 16_000,
            AvgInputTokens = 100,
            AvgOutputTokens = 100,
            AgeSeconds = IsStalled ? 0 : age,
            Stale = StaleSince is not null,
            Stalled = IsStalled,
            SilentSeconds = age > SilentAfterSeconds && !IsStalled ? age - SilentAfterSeconds : null,
        };
    }
}
