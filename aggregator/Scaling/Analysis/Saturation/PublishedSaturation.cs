using System.Collections.Immutable;
using Wva.Scaling.Analysis.EngineArguments;
using Wva.Scaling.Inputs;

namespace Wva.Scaling.Analysis.Saturation;

/// <summary>
/// The published token analyzer, weaknesses included: demand and capacity of a model in KV tokens, one row a rank. Rows are read in the order in
/// which they are listed, as each may change what the next one finds stored.
/// </summary>
internal static class PublishedSaturation
{
    /// <summary>The model's ballot, its variants in their order; null where no replica has a row, and then nothing is decided.</summary>
    /// <param name="model">The model.</param>
    /// <param name="policy">The model's own policy.</param>
    /// <param name="spec">The analyzer's entry in the policy; null where there is none.</param>
    /// <param name="store">Capacities found so far; the model's own are added.</param>
    public static Ballot? Analyze(ModelSnapshot model, ScalingPolicy policy, AnalyzerSpec? spec, PublishedStore store)
    {
        if (!model.Variants.Any(v => Rows(v).Any()))
        {
            return null;
        }

        var workload = new Workload();
        foreach (var variant in model.Variants)
        {
            store.Preload(model, variant);
        }

        var replicas = new List<PublishedReplica>[model.Variants.Length];
        for (var i = 0; i < replicas.Length; i++)
        {
            replicas[i] = [];
            foreach (var row in Rows(model.Variants[i]))
            {
                workload.Add(row);
                if (PublishedReplica.Of(row, model.Variants[i], model, policy, store) is { } replica)
                {
                    replicas[i].Add(replica);
                }
            }
        }

        return Ballot(model, policy, spec, store, replicas, workload);
    }

    private static Ballot Ballot(ModelSnapshot model, ScalingPolicy policy, AnalyzerSpec? spec, PublishedStore store, List<PublishedReplica>[] replicas, Workload workload)
    {
        var totals = new RoleTotals();
        var capacities = ImmutableArray.CreateBuilder<VariantCapacity>(replicas.Length);
        for (var i = 0; i < replicas.Length; i++)
        {
            var variant = model.Variants[i];
            var capacity = replicas[i].Count > 0 ? Measured(replicas[i]) : Stored(model, variant, policy, store, workload);
            capacities.Add(capacity with { Measured = replicas[i].Count > 0 });
            totals.Add(variant.Spec.Role, Totals(variant, replicas[i], capacity.PerReplica));
        }

        var (input, output) = workload.Queued(model.SchedulerQueue);
        totals.AddQueued(input, output);
        var thresholds = UseThresholds.Of(policy, spec);
        var isInformative = capacities.Any(c => c.Source != CapacitySources.None);
        return new Ballot
        {
            Analyzer = AnalyzerNames.Saturation,
            Score = spec?.Score ?? 1,
            Enabled = spec?.Enabled ?? true,
            Live = isInformative,
            Informative = isInformative,
            Required = totals.Required(thresholds),
            Spare = totals.Spare(thresholds),
            Demand = totals.Model.Demand,
            Supply = totals.Model.Supply,
            Anticipated = totals.Model.Anticipated,
            Roles = totals.Ballots(thresholds),
            Variants = capacities.MoveToImmutable(),
        };
    }

    private static IEnumerable<ReplicaSnapshot> Rows(VariantSnapshot variant) => variant.Replicas.IsDefault ? [] : variant.Replicas.Where(PublishedRows.IsRow);

    /// <summary>The median; named by the source of the lower one of the middle.</summary>
    private static VariantCapacity Measured(List<PublishedReplica> replicas)
    {
        var sorted = replicas.OrderBy(r => r.Effective).ToArray();
        return new VariantCapacity(Tokens.Median(sorted.Select(r => r.Effective).ToArray()), sorted[(sorted.Length - 1) / 2].Source);
    }

    private static CapacityTotals Totals(VariantSnapshot variant, List<PublishedReplica> replicas, double perReplica)
    {
        double pending = Math.Max(0, variant.Pending), ready = Math.Max(0, (double)variant.Current - pending);
        var count = replicas.Count > 0 ? replicas.Count : ready;
        var rowsPerPod = replicas.Count > 0 && ready > 0 ? Math.Max(1, Math.Floor(replicas.Count / ready)) : 1;
        return new CapacityTotals(replicas.Sum(r => r.Demand), count * perReplica, (count + (pending * rowsPerPod)) * perReplica);
    }

    private static VariantCapacity Stored(ModelSnapshot model, VariantSnapshot variant, ScalingPolicy policy, PublishedStore store, Workload workload)
    {
        if (store.Find(model, variant) is { Record.EffectiveTokens: > 0 } own)
        {
            return new VariantCapacity(own.Record.Live ? own.Record.EffectiveTokens : Estimated(own, policy, store, workload), CapacitySources.Stored);
        }

        // without rows the accelerator is not known either, so only a record without one matches (W11)
        var unknown = PublishedStore.Blank(model, variant) with { Accelerator = "" };
        return store.Compatible(unknown, EngineSettingsReader.Read(variant.EngineArguments, variant.Engine), liveOnly: false) is { } other
            ? new VariantCapacity(other.EffectiveTokens, CapacitySources.Stored)
            : new VariantCapacity(0, CapacitySources.None);
    }

    /// <summary>From the template and the model's requests, at most what its memory, or a compatible replica, holds; the tokens of one step without requests.</summary>
    private static double Estimated(PublishedEntry own, ScalingPolicy policy, PublishedStore store, Workload workload)
    {
        var derived = own.Settings is { } settings
            ? Tokens.SteadyState(settings.EffectiveBatchedTokens, settings.MaxSequences, workload.InputTokens, workload.OutputTokens)
            : 0;
        if (derived <= 0)
        {
            return own.Record.EffectiveTokens;
        }

        var memory = Tokens.Whole(own.Record.KvTokens * policy.KvCacheThreshold);
        var bounded = own.Record.KvTokens > 0 ? Math.Min(derived, memory) : derived;
        return store.Compatible(own.Record, own.Settings, liveOnly: true) is { EffectiveTokens: > 0 } live ? Math.Min(bounded, live.EffectiveTokens) : bounded;
    }
}
