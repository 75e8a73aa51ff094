using Wva.Scaling.Decision;
using Wva.Scaling.Inputs;

namespace Wva.Scaling.Tests;

/// <summary>The published setting against all worked decisions, weaknesses included.</summary>
public sealed class PublishedPathTests
{
    private const string Missing = "the worked decisions are missing: a folder 'shared' with vectors beside the checkout";

    [Theory]
    [InlineData("percentage")]
    [InlineData("saturation-capacity")]
    [InlineData("cost-aware")]
    [InlineData("greedy")]
    [InlineData("zero")]
    public void Every_worked_decision_comes_out_the_same(string file)
    {
        var vectors = PublishedVector.ReadAll(file);
        Assert.SkipWhen(vectors is null, Missing);
        var differing = vectors.SelectMany(v => Differences(v, ScalingCore.Decide(v.Scenario.Fleet, v.Scenario.Policy with { Published = true }, LearnedState.Settled).Plan)).ToList();

        Assert.NotEmpty(vectors);
        Assert.Empty(differing);
    }

    /// <summary>Targets and actions that are not the expected ones.</summary>
    private static IEnumerable<string> Differences(PublishedVector vector, ScalingPlan plan)
    {
        var expected = vector.Line["expected"]!["decisions"]!.AsArray()
            .Select(d => $"{d!["namespace"]}/{d["modelID"]}/{d["variant"]} -> {d["target"]} {d["action"]}").ToHashSet(StringComparer.Ordinal);
        var actual = plan.Decisions.Select(d => $"{d.Variant.Spec.Key.Namespace}/{d.Variant.Spec.ModelId}/{d.Variant.Spec.Key.Name} -> {d.Target} {d.Action}").ToHashSet(StringComparer.Ordinal);
        return expected.SetEquals(actual) ? [] : [$"{vector.Id}: {string.Join(", ", actual.Except(expected, StringComparer.Ordinal))} where {string.Join(", ", expected.Except(actual, StringComparer.Ordinal))}"];
    }
}
