using System.Globalization;
using Wva.Scaling.Decision;
using Wva.Scaling.Inputs;

namespace Wva.Scaling.Tests;

/// <summary>A variant of a story, with its pods.</summary>
internal sealed class StoryVariant(string name, double? cost, int? min, int? max, int pods)
{
    private int _nextPod = pods;
    private (int? Target, string Code) _noticed;

    public string Name => name;

    public List<StoryPod> Pods { get; } = [.. Enumerable.Range(0, pods).Select(i => new StoryPod(PodName(name, i), double.NegativeInfinity))];

    public VariantSnapshot Snapshot(int second) => Fleets.Variant(name, [.. Pods.Select(p => p.Snapshot(second))]).Of(cost, min, max);

    /// <summary>Whether the decision differs from the last one that was noticed.</summary>
    public bool Notice(VariantDecision decision)
    {
        var before = _noticed;
        _noticed = (decision.Target, decision.Reason.Code);
        return before != _noticed;
    }

    /// <summary>Makes pods for a larger number at once, and takes the newest away for a smaller one.</summary>
    public void Follow(int? target, double servesAt)
    {
        while (Pods.Count < target)
        {
            Pods.Add(new StoryPod(PodName(name, _nextPod++), servesAt));
        }

        while (Pods.Count > target)
        {
            Pods.RemoveAt(Pods.Count - 1);
        }
    }

    private static string PodName(string variant, int number) => string.Create(CultureInfo.InvariantCulture, $"{variant}-{number}");
}
