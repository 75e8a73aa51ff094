using System.Collections.Immutable;
using Wva.Scaling.Analysis;
using Wva.Scaling.Analysis.Pools;
using Wva.Scaling.Inputs;
using Wva.Scaling.Limits;
using Wva.Scaling.Mix;
using Wva.Scaling.Zero;

namespace Wva.Scaling.Tests;

/// <summary>Optimisers, zero and shared limits of the default setting, one after the other, against the worked decisions on a given analysis.</summary>
public sealed class DefaultMixTests
{
    private const string Missing = "the worked decisions are missing: a folder 'shared' with vectors beside the checkout";

    /// <summary>Where ours is another answer on purpose, and the weakness that makes it one; the README argues each.</summary>
    private static readonly Dictionary<string, string> Better = new(StringComparer.Ordinal)
    {
        ["cost-0002"] = "W13",
        ["cost-0019"] = "W13",
        ["cost-0031"] = "W13",
        ["cost-0048"] = "W18",
        ["cost-0057"] = "W13",
        ["cost-0066"] = "W13",
        ["cost-0071"] = "W13",
        ["cost-0091"] = "W18",
        ["cost-0160"] = "W13",
        ["greedy-0001"] = "W13",
        ["greedy-0020"] = "W13",
        ["greedy-0041"] = "W13",
        ["greedy-0052"] = "W13",
        ["greedy-0056"] = "U2",
        ["greedy-0062"] = "U1",
        ["greedy-0072"] = "U2",
        ["greedy-0091"] = "W13",
        ["greedy-0098"] = "U1",
        ["greedy-0102"] = "U1",
        ["greedy-0120"] = "U1",
        ["greedy-0124"] = "W13",
        ["greedy-0141"] = "W13",
        ["greedy-0157"] = "U1",
        ["greedy-0174"] = "U2",
        ["greedy-0178"] = "U2",
        ["zero-0027"] = "W13",
        ["zero-0119"] = "W13",
    };

    /// <summary>Those of them that carry no tag: the weakness is one that tags do not know.</summary>
    private static readonly string[] Untagged = ["greedy-0072", "greedy-0102", "greedy-0174", "greedy-0178"];

    [Theory]
    [InlineData("cost-aware")]
    [InlineData("greedy")]
    [InlineData("zero")]
    public void Only_the_listed_decisions_come_out_otherwise(string file)
    {
        var vectors = PublishedVector.ReadAll(file);
        Assert.SkipWhen(vectors is null, Missing);
        var differing = vectors.Where(v => Differences(v).Any()).ToList();

        Assert.Equal(Listed(Better.Keys), Listed(differing.Select(v => v.Id)));
        Assert.Equal(Listed(Untagged), Listed(differing.Where(v => !v.Tagged).Select(v => v.Id)));

        string Listed(IEnumerable<string> ids) => string.Join(' ', ids.Where(id => id.StartsWith(file.Split('-')[0], StringComparison.Ordinal)).Order(StringComparer.Ordinal));
    }

    private static IEnumerable<string> Differences(PublishedVector vector)
    {
        var expected = vector.Line["expected"]!["decisions"]!.AsArray().ToDictionary(d => $"{d!["namespace"]}/{d["modelID"]}/{d["variant"]}", d => (int)d!["target"]!, StringComparer.Ordinal);
        foreach (var (key, target) in Targets(vector.Scenario.Fleet, vector.Scenario.Policy))
        {
            if (expected[key] != target)
            {
                yield return $"{vector.Id} {string.Join(' ', vector.Line["weakness"]!.AsArray())} {key}: {target} where {expected[key]} {vector.Line["note"]}";
            }
        }
    }

    private static void ApplyZero(ModelSnapshot model, ScaleToZeroPolicy policy, int[] targets, GpuPools? pools)
    {
        if (ToZero.Judge(model, policy).Allowed)
        {
            Array.Clear(targets);
            return;
        }

        if (policy.Enabled)
        {
            FromZero.Wake(model, targets, pools);
        }

        AtLeastOne.Keep(model, mayBeEmpty: policy.Enabled || ToZero.HasMin(model), targets, pools);
    }

    private static IEnumerable<(string Key, int Target)> Targets(FleetSnapshot fleet, ScalingPolicy policy)
    {
        var given = fleet.Models.Where(m => !m.Given.IsDefaultOrEmpty).ToImmutableArray();
        var models = given.Select(m => MixModels.Of(m, policy, GivenBallots.Of(m, policy))).ToImmutableArray();
        var uses = fleet.Models.SelectMany(m => m.Variants.Select(v => GpuUse.Of(m.Namespace, v.Spec.Accelerator, v.Current, v.Spec.GpusPerReplica))).ToArray();
        var pools = PoolReader.Read(policy, uses);
        var outcomes = pools is not null
            ? GreedyByScore.Allocate(models, pools, RescaleScopes.Off, published: false)
            : [.. models.Select(m => CostAware.Allocate(m, published: false))];
        var requests = ImmutableArray.CreateBuilder<GrowthRequest>();
        for (var m = 0; m < given.Length; m++)
        {
            var targets = outcomes[m].Targets.ToArray();
            if (outcomes[m].Anchor != Anchor.None)
            {
                ApplyZero(given[m], policy.ScaleToZero, targets, pools);
            }

            requests.AddRange(given[m].Variants.Select((v, i) => new GrowthRequest
            {
                Key = v.Spec.Key,
                ModelId = given[m].ModelId,
                Accelerator = v.Spec.Accelerator,
                GpusPerReplica = v.Spec.GpusPerReplica,
                Cost = v.Spec.Cost,
                Priority = models[m].Priority,
                Held = v.Current,
                Target = targets[i],
                Min = v.Spec.Min ?? 0,
            }));
        }

        var limits = PoolReader.Read(policy, uses);
        var limited = limits is null ? requests.Select(r => r.Target) : SharedLimits.Apply(requests.ToImmutable(), limits).Select(l => l.Target);
        return requests.Zip(limited, (r, target) => ($"{r.Key.Namespace}/{r.ModelId}/{r.Key.Name}", target));
    }
}
