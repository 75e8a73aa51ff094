using System.Collections.Immutable;
using Wva.Scaling.Analysis.EngineArguments;
using Wva.Scaling.Inputs;

namespace Wva.Scaling.Analysis.Saturation;

/// <summary>What is known of the memory of each variant: shown by its replicas, learned of this template, said by its arguments, or shown by a twin.</summary>
internal static class TokenVariantReader
{
    /// <summary>A pod template that was not seen to serve for so long may run on something else now.</summary>
    private static readonly TimeSpan MemoryLimit = TimeSpan.FromDays(7);

    /// <summary>What says nothing new is left as it was for so long: a memory that changes costs more than one that stands.</summary>
    private static readonly TimeSpan Refresh = TimeSpan.FromMinutes(1);

    private const int MostOnStack = 64;

    public static TokenVariant[] Read(ImmutableArray<VariantStanding> standings, CycleContext cycle)
    {
        var variants = new TokenVariant[standings.Length];
        for (var i = 0; i < variants.Length; i++)
        {
            variants[i] = Read(standings[i], cycle);
        }

        for (var i = 0; i < variants.Length; i++)
        {
            if (variants[i].Memory.PerRank <= 0 && Twin(variants[i], variants) is { } twin)
            {
                variants[i].Memory = twin.Memory;
            }
        }

        return variants;
    }

    /// <summary>What to remember of a variant; null where nothing is known.</summary>
    public static LearnedCapacity? Learn(TokenVariant variant, TokenTally tally, CycleContext cycle)
    {
        if (!variant.ShowsMemory || variant.Snapshot.Rollout)
        {
            return variant.Learned;
        }

        var residents = ResidentHistory.With(variant.Learned?.Residents ?? [], cycle.Now, tally.FullRequests);
        return variant.Learned is { } before && before.KvTokens.Equals(variant.Memory.PerRank) && before.Ranks == variant.Memory.RanksPerPod
            && before.Residents == residents && (cycle.Now - before.At).Duration() < Refresh
            ? before
            : new LearnedCapacity
            {
                At = cycle.Now,
                PodTemplateHash = variant.Snapshot.PodTemplateHash,
                KvTokens = variant.Memory.PerRank,
                Ranks = variant.Memory.RanksPerPod,
                Residents = residents,
            };
    }

    private static TokenVariant Read(VariantStanding standing, CycleContext cycle)
    {
        var rows = standing.Rows.AsSpan();
        var settings = EngineSettingsReader.Read(standing.Snapshot.EngineArguments, standing.Snapshot.Engine);
        var learned = Recalled(standing.Snapshot, cycle);
        var workload = new Workload();
        var shown = rows.Length <= MostOnStack ? stackalloc double[MostOnStack] : (Span<double>)new double[rows.Length];
        int count = 0, ranks = 0, inPod = 0;
        var showsMemory = false;
        for (var i = 0; i < rows.Length; i++)
        {
            inPod = i > 0 && ReplicaOrder.IsOnePod(rows[i - 1], rows[i]) ? inPod + 1 : 1;
            if (rows[i].State is not ReplicaState.Serving)
            {
                continue;
            }

            ranks = Math.Max(ranks, inPod);
            workload.Add(rows[i]);
            if (Tokens.Whole(Tokens.OrZero(rows[i].KvCapacityTokens)) is > 0 and var total)
            {
                shown[count++] = total;
                showsMemory |= !rows[i].Stale;
            }
        }

        return new TokenVariant
        {
            Standing = standing,
            Settings = settings,
            Learned = learned,
            Residents = learned is null ? 0 : ResidentHistory.Mean(learned.Residents, cycle.Now),
            Workload = workload,
            Memory = count > 0 ? new KvMemory(Tokens.Median(shown[..count]), ranks)
                : learned is not null ? new KvMemory(learned.KvTokens, Math.Max(ranks, Math.Clamp(learned.Ranks, 1, 1024)))
                : new KvMemory(Tokens.Whole(settings?.KvTokens ?? 0), Math.Max(ranks, 1)),
            MemorySeen = count > 0 || learned is not null,
            ShowsMemory = showsMemory,
        };
    }

    private static LearnedCapacity? Recalled(VariantSnapshot variant, CycleContext cycle)
    {
        if (!cycle.Learned.Capacities.TryGetValue(variant.Spec.Key, out var learned)
            || learned.PodTemplateHash != variant.PodTemplateHash
            || (cycle.Now - learned.At).Duration() > MemoryLimit
            || Tokens.Whole(Tokens.OrZero(learned.KvTokens)) <= 0)
        {
            return null;
        }

        var (tokens, residents) = (Tokens.Whole(learned.KvTokens), ResidentHistory.Aged(learned.Residents, cycle.Now));
        return learned.KvTokens.Equals(tokens) && learned.Residents == residents ? learned : learned with { KvTokens = tokens, Residents = residents };
    }

    /// <summary>A variant of the model on the same hardware with the same arguments whose memory was seen; ties by name.</summary>
    private static TokenVariant? Twin(TokenVariant variant, TokenVariant[] variants)
    {
        TokenVariant? best = null;
        foreach (var other in variants)
        {
            if (other.MemorySeen && IsTwin(variant, other)
                && (best is null || string.CompareOrdinal(other.Snapshot.Spec.Key.Name, best.Snapshot.Spec.Key.Name) < 0))
            {
                best = other;
            }
        }

        return best;
    }

    private static bool IsTwin(TokenVariant x, TokenVariant y)
        => x.Snapshot.Spec.Accelerator is { } accelerator
        && accelerator == y.Snapshot.Spec.Accelerator
        && x.Snapshot.Spec.GpusPerReplica == y.Snapshot.Spec.GpusPerReplica
        && x.Settings is { } settings
        && y.Settings?.HoldsAsMuchAs(settings) == true;
}
