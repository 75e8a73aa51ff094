using System.Text.Json.Nodes;
using Wva.Scaling.Analysis;
using Wva.Scaling.Analysis.Percentage;
using Wva.Scaling.Analysis.Saturation;
using Wva.Scaling.Inputs;
using Wva.Scaling.Mix;

namespace Wva.Scaling.Tests;

/// <summary>The published analyzers against all worked decisions, weaknesses included.</summary>
public sealed class PublishedAnalysisTests
{
    private const string Missing = "the worked decisions are missing: a folder 'shared' with vectors beside the checkout";

    [Fact]
    public void Every_figure_of_the_published_token_analyzer_comes_out_the_same()
    {
        var vectors = PublishedVector.ReadAll("saturation-capacity");
        Assert.SkipWhen(vectors is null, Missing);
        var differing = new List<string>();
        var models = 0;
        foreach (var vector in vectors)
        {
            var expected = vector.Line["expected"]!["analysis"]!.AsObject();
            var store = PublishedStore.From(null);
            foreach (var model in vector.Scenario.Fleet.Models)
            {
                var key = $"{model.Namespace}/{model.ModelId}";
                var ballot = PublishedSaturation.Analyze(model, vector.Scenario.Policy.For(model), vector.Scenario.Policy.Analyzers[0], store);
                models += ballot is null ? 0 : 1;
                differing.AddRange(Differences(expected[key], model, ballot).Select(d => $"{vector.Id} {key}: {d}"));
            }
        }

        Assert.Empty(differing);
        Assert.Equal(vectors.Sum(v => v.Line["expected"]!["analysis"]!.AsObject().Count), models);
    }

    [Fact]
    public void Every_target_of_the_published_percentage_analyzer_comes_out_the_same()
    {
        var vectors = PublishedVector.ReadAll("percentage");
        Assert.SkipWhen(vectors is null, Missing);
        var differing = new List<string>();
        foreach (var vector in vectors)
        {
            var expected = vector.TargetsBeforeLimits();
            foreach (var model in vector.Scenario.Fleet.Models)
            {
                foreach (var (name, target) in Targets(model, vector.Scenario.Policy.For(model)))
                {
                    var key = $"{model.Namespace}/{model.ModelId}/{name}";
                    if (expected[key] != target)
                    {
                        differing.Add($"{vector.Id} {key}: {target} and not {expected[key]}");
                    }
                }
            }
        }

        Assert.Empty(differing);
    }

    [Fact]
    public void By_default_the_figures_are_the_published_ones_wherever_no_weakness_shows()
    {
        var vectors = PublishedVector.ReadAll("saturation-capacity");
        Assert.SkipWhen(vectors is null, Missing);
        var differing = new List<string>();
        foreach (var vector in vectors.Where(v => !v.Tagged))
        {
            var expected = vector.Line["expected"]!["analysis"]!.AsObject();
            var policy = vector.Scenario.Policy;
            var cycle = new CycleContext(vector.Scenario.Fleet.Now, policy, LearnedState.Settled);
            foreach (var model in vector.Scenario.Fleet.Models.Where(m => expected.ContainsKey($"{m.Namespace}/{m.ModelId}")))
            {
                var analysis = SaturationAnalyzer.Analyze(model, [.. model.Variants.Select((v, i) => StandingReader.Read(v, i, cycle))], cycle, policy.Analyzers[0]);
                foreach (var ballot in new[] { analysis.Least, analysis.Most })
                {
                    differing.AddRange(Differences(expected[$"{model.Namespace}/{model.ModelId}"], model, ballot).Select(d => $"{vector.Id} {model.ModelId}: {d}"));
                }
            }
        }

        Assert.Empty(differing);
    }

    /// <summary>Targets of a model before zero and limits; a variant without rows stays as it is.</summary>
    private static Dictionary<string, int> Targets(ModelSnapshot model, ScalingPolicy policy)
    {
        var targets = model.Variants.ToDictionary(v => v.Spec.Key.Name, v => v.Current, StringComparer.Ordinal);
        foreach (var group in PublishedPercentage.Analyze(model, policy))
        {
            foreach (var (variant, target) in group.Variants.Zip(OneStep.Targets(group)))
            {
                targets[variant.Variant.Spec.Key.Name] = target;
            }
        }

        return targets;
    }

    private static IEnumerable<string> Differences(JsonNode? expected, ModelSnapshot model, Ballot? ballot)
    {
        if (expected is null || ballot is null)
        {
            return expected is null && ballot is null ? [] : [$"ballot {(ballot is null ? "missing" : "not expected")}"];
        }

        var roles = expected["roles"]?.AsObject() ?? [];
        var figures = Figures("", expected, ballot.Required, ballot.Spare, ballot.Demand, ballot.Supply, ballot.Anticipated)
            .Concat(model.Variants.Zip(ballot.Variants).Select(v => ($"perReplica {v.First.Spec.Key.Name}", (double)expected["perReplicaCapacity"]![v.First.Spec.Key.Name]!, v.Second.PerReplica)))
            .Concat(ballot.Roles.SelectMany(r => Figures(r.Role.ToString(), roles[r.Role.ToString().ToLowerInvariant()]!, r.Required, r.Spare, r.Demand, r.Supply, r.Anticipated)))
            .Append(("roles", roles.Count, ballot.Roles.Length));
        return figures.Where(f => Math.Abs(f.Item2 - f.Item3) > 1e-6 * Math.Max(1, Math.Abs(f.Item2))).Select(f => $"{f.Item1} {f.Item3} and not {f.Item2}");
    }

    private static IEnumerable<(string Name, double Expected, double Actual)> Figures(string of, JsonNode node, double required, double spare, double demand, double supply, double anticipated)
    {
        yield return ($"{of} requiredCapacity", (double)node["requiredCapacity"]!, required);
        yield return ($"{of} spareCapacity", (double)node["spareCapacity"]!, spare);
        yield return ($"{of} totalDemand", (double)node["totalDemand"]!, demand);
        yield return ($"{of} totalSupply", (double)node["totalSupply"]!, supply);
        yield return ($"{of} totalAnticipatedSupply", (double)node["totalAnticipatedSupply"]!, anticipated);
    }
}
