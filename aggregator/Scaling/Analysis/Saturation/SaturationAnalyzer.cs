using System.Collections.Immutable;
using System.Runtime.InteropServices;
using Wva.Scaling.Inputs;

namespace Wva.Scaling.Analysis.Saturation;

/// <summary>
/// Demand and capacity of a model in KV tokens. The formulas are the published analyzer's; what it gets wrong about queues, arguments, ranks and
/// silence is not (the room's README lists it). Nothing here depends on the order of variants or rows.
/// </summary>
internal static class SaturationAnalyzer
{
    /// <summary>Analyses one model.</summary>
    /// <param name="model">The model.</param>
    /// <param name="standings">Its variants, in its order.</param>
    /// <param name="cycle">The cycle, with the model's own policy.</param>
    /// <param name="spec">The analyzer's entry in the policy; null where there is none.</param>
    public static SaturationAnalysis Analyze(ModelSnapshot model, ImmutableArray<VariantStanding> standings, CycleContext cycle, AnalyzerSpec? spec)
    {
        var thresholds = UseThresholds.Of(cycle.Policy, spec);
        var variants = TokenVariantReader.Read(standings, cycle);
        var byName = ByName(standings);
        var requests = new Workload();
        foreach (var i in byName)
        {
            requests.Add(variants[i].Workload);
        }

        var tallies = new TokenTally[variants.Length];
        for (var i = 0; i < variants.Length; i++)
        {
            variants[i].Requests = requests;
            tallies[i] = TokenCounter.Count(variants[i], cycle.Policy, thresholds);
        }

        var supplies = Supplies(variants, tallies, requests, cycle.Policy);
        return Result(model, spec, cycle, new SaturationParts(variants, tallies, supplies, byName, requests, thresholds));
    }

    private static SaturationAnalysis Result(ModelSnapshot model, AnalyzerSpec? spec, CycleContext cycle, SaturationParts parts)
    {
        var givenUp = new GivenUpDemand();
        foreach (var i in parts.ByName)
        {
            givenUp.Add(parts.RoleOf(i), parts.Tallies[i]);
        }

        var signal = parts.Signal;
        var capacities = ImmutableCollectionsMarshal.AsImmutableArray(Array.ConvertAll(parts.Supplies, s => new VariantCapacity(s.PerReplica, s.Source) { Measured = s.Serving > 0 }));
        var leastBallot = Ballot(parts, spec, capacities, Totals(model, parts, givenUp, t => t.Least));
        var mostBallot = Array.TrueForAll(parts.Tallies, t => t.Least.Equals(t.Most)) ? leastBallot : Ballot(parts, spec, capacities, Totals(model, parts, givenUp, t => t.Most));
        return new SaturationAnalysis
        {
            Least = leastBallot,
            Most = mostBallot,
            Signal = signal,
            Reason = SaturationReasons.OfModel(signal, leastBallot, mostBallot),
            VariantReasons = SaturationReasons.OfVariants(parts),
            Replicas = [.. parts.Supplies.Select(s => s.Replicas)],
            Complete = ImmutableCollectionsMarshal.AsImmutableArray(Array.ConvertAll(parts.Tallies, t => t.Complete)),
            Learned = Learned(parts, cycle),
        };
    }

    private static int[] ByName(ImmutableArray<VariantStanding> standings)
    {
        var order = new int[standings.Length];
        for (var i = 0; i < order.Length; i++)
        {
            order[i] = i;
        }

        Array.Sort(order, (x, y) => string.CompareOrdinal(standings[x].Snapshot.Spec.Key.Name, standings[y].Snapshot.Spec.Key.Name) is not 0 and var byName ? byName : x - y);
        return order;
    }

    private static TokenSupply[] Supplies(TokenVariant[] variants, TokenTally[] tallies, Workload requests, ScalingPolicy policy)
    {
        var supplies = new TokenSupply[variants.Length];
        var leastOfSiblings = double.PositiveInfinity;
        for (var i = 0; i < variants.Length; i++)
        {
            if (tallies[i].Pods > 0)
            {
                supplies[i] = TokenSupply.Of(variants[i], tallies[i]);
                leastOfSiblings = supplies[i].PerReplica > 0 ? Math.Min(leastOfSiblings, supplies[i].PerReplica) : leastOfSiblings;
            }
        }

        for (var i = 0; i < variants.Length; i++)
        {
            if (tallies[i].Pods == 0)
            {
                supplies[i] = UnseenCapacity.Of(variants[i], requests, double.IsFinite(leastOfSiblings) ? leastOfSiblings : 0, policy);
            }
        }

        return supplies;
    }

    /// <summary>Figures of the model over one reading.</summary>
    private static RoleTotals Totals(ModelSnapshot model, SaturationParts parts, GivenUpDemand givenUp, Func<TokenTally, double> reading)
    {
        var totals = new RoleTotals();
        foreach (var i in parts.ByName)
        {
            var (role, tally, supply) = (parts.RoleOf(i), parts.Tallies[i], parts.Supplies[i]);
            totals.Add(role, supply.With(reading(tally) + givenUp.Of(role, tally)), parts.IsFresh(i), supply.IsUnknown);
        }

        var (input, output) = parts.Requests.Queued(model.SchedulerQueue);
        totals.AddQueued(input, output);
        return totals;
    }

    private static Ballot Ballot(SaturationParts parts, AnalyzerSpec? spec, ImmutableArray<VariantCapacity> capacities, RoleTotals totals) => new()
    {
        Analyzer = AnalyzerNames.Saturation,
        Score = spec?.Score ?? 1,
        Enabled = spec?.Enabled ?? true,
        Live = parts.Signal is Signal.Fresh,
        Informative = Array.Exists(parts.Supplies, s => s.PerReplica > 0),
        Required = totals.Required(parts.Thresholds),
        Spare = totals.Spare(parts.Thresholds),
        Demand = totals.Model.Demand,
        Supply = totals.Model.Supply,
        Anticipated = totals.Model.Anticipated,
        Roles = totals.Ballots(parts.Thresholds),
        Variants = capacities,
    };

    private static ImmutableArray<KeyValuePair<VariantKey, LearnedCapacity>> Learned(SaturationParts parts, CycleContext cycle)
    {
        var learned = ImmutableArray.CreateBuilder<KeyValuePair<VariantKey, LearnedCapacity>>(parts.Variants.Length);
        for (var i = 0; i < parts.Variants.Length; i++)
        {
            if (TokenVariantReader.Learn(parts.Variants[i], parts.Tallies[i], cycle) is { } memory)
            {
                learned.Add(new(parts.Variants[i].Snapshot.Spec.Key, memory));
            }
        }

        return learned.DrainToImmutable();
    }
}
