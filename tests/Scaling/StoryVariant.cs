using System.Globalization;
using Wva.Scaling.Decision;
using Wva.Scaling.Inputs;

namespace Wva.Scaling.Tests;

/// <summary>A variant of a story, with its pods.</summary>
internal sealed class StoryVariant(string model, string name, double? cost, int? min, int? max, int pods)
{
    private int _nextPod = pods;
    private (int? Target, string Code) _noticed;

    public string Name => name;

    public List<StoryPod> Pods { get; } = [.. Enumerable.Range(0, pods).Select(i => new StoryPod(PodName(name, i), double.NegativeInfinity))];

    /// <summary>Whether no GPU is to be had for more of its pods.</summary>
    public bool IsStuck { get; set; }

    public VariantSnapshot Snapshot(int second)
    {
        var variant = Fleets.Variant(name, [.. Pods.Select(p => p.Snapshot(second))]).Of(cost, min, max);
        return variant with { Spec = variant.Spec with { ModelId = model, Accelerator = TokenRows.Hardware }, EngineArguments = [], StockOut = IsStuck && Pods.Exists(p => p.ServesAt > second) };
    }

    /// <summary>Whether the decision differs from the last one that was noticed.</summary>
    public bool Notice(VariantDecision decision)
    {
        var before = _noticed;
        _noticed = (decision.Target, decision.Reason.Code);
        return before != _noticed;
    }

    /// <summary>Makes pods for a larger number at once, and takes the newest away for a smaller one. Those that find no GPU do not begin to start.</summary>
    public void Follow(int? target, int second, double startSeconds)
    {
        while (Pods.Count < target)
        {
            Pods.Add(new StoryPod(PodName(name, _nextPod++), second + startSeconds));
        }

        while (Pods.Count > target)
        {
            Pods.RemoveAt(Pods.Count - 1);
        }

        foreach (var pod in Pods.Where(p => IsStuck && p.ServesAt > second))
        {
            pod.ServesAt = second + startSeconds;
        }
    }

    private static string PodName(string variant, int number) => string.Create(CultureInfo.InvariantCulture, $"{variant}-{number}");
}
