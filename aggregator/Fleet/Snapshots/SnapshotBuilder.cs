using System.Collections.Immutable;
using Wva.Fleet.Replicas;
using Wva.Scaling.Inputs;

namespace Wva.Fleet.Snapshots;

/// <summary>From joined replicas to the records of the decision core.</summary>
internal sealed class SnapshotBuilder(FleetJoin join, Dictionary<(string Namespace, string ModelId), double> requests, TimeSpan quietLimit, DateTimeOffset now)
{
    // The core knows the arguments of these two; any other engine speaks the first one's names.
    private const string Vllm = "vllm";
    private const string Sglang = "sglang";

    private readonly List<VariantLoad> _loads = [];
    private readonly QuietFinder _quiet = new(quietLimit, now);

    /// <summary>What <see cref="Build"/> counted, a variant an entry.</summary>
    public ImmutableArray<VariantLoad> Loads => [.. _loads];

    public FleetSnapshot Build()
    {
        var variants = new List<VariantSnapshot>(join.Variants.Count);
        for (var i = 0; i < join.Variants.Count; i++)
        {
            variants.Add(VariantOf(join.Variants[i], join.MembersOf(i)));
        }

        return new FleetSnapshot(now,
        [
            .. variants
                .GroupBy(variant => (variant.Spec.Key.Namespace, variant.Spec.ModelId))
                .OrderBy(model => model.Key.Namespace, StringComparer.Ordinal)
                .ThenBy(model => model.Key.ModelId, StringComparer.Ordinal)
                .Select(model => new ModelSnapshot(model.Key.Namespace, model.Key.ModelId, [.. model])
                {
                    RequestsInRetention = requests.TryGetValue(model.Key, out var seen) ? seen : null,
                }),
        ]);
    }

    private VariantSnapshot VariantOf(VariantInput input, IEnumerable<Member> members)
    {
        var tally = new VariantTally(input.Spec.Key);
        var rows = ImmutableArray.CreateBuilder<ReplicaSnapshot>();
        var (counted, isSglang) = (0, false);
        foreach (var member in members)
        {
            counted++;
            isSglang |= member.Replica.Engine?.Kind == Sglang;
            AddMember(member, tally, rows);
        }

        _loads.Add(tally.ToLoad());
        var current = input.Target is { } target ? Math.Max(0, target.Replicas) : counted;
        return new VariantSnapshot
        {
            Spec = input.Spec,
            Current = current,
            Pending = input.Target is null ? tally.In(ReplicaState.Starting) : PendingOf(input.Target, current, tally),
            Engine = isSglang ? Sglang : Vllm,
            PodTemplateHash = input.Target?.PodTemplateHash,
            EngineArguments = input.Target?.EngineArguments,
            Rollout = input.Target is not null && IsRollout(input.Target),
            Replicas = rows.ToImmutable(),
        };
    }

    /// <summary>Pods of more than one template stay. One whose template nobody says shows nothing.</summary>
    private static bool IsRollout(ScaleTarget target)
    {
        var first = target.Pods.FirstOrDefault(IsKnown)?.PodTemplateHash;
        return target.Pods.Any(pod => IsKnown(pod) && !string.Equals(pod.PodTemplateHash, first, StringComparison.Ordinal));

        static bool IsKnown(TargetPod pod) => pod is { DeletedAt: null, PodTemplateHash: not null };
    }

    /// <summary>Pods that are not Ready or not there yet. A lost one is no longer expected.</summary>
    private static int PendingOf(ScaleTarget target, int current, VariantTally tally)
    {
        var ready = target.Pods.Count(pod => pod is { Ready: true, DeletedAt: null });
        return Math.Max(0, current - ready - tally.In(ReplicaState.Lost));
    }

    private void AddMember(Member member, VariantTally tally, ImmutableArray<ReplicaSnapshot>.Builder rows)
    {
        var freshness = member.FreshnessAt(now, quietLimit);
        var isStale = freshness.IsStale;
        var ranks = member.Replica.Rows;
        if (ranks.Count == 0)
        {
            tally.Add(member.StateAt(now, row: null), row: null, default);
            rows.Add(RowWithoutNumbers(member, freshness));
        }

        for (var i = 0; i < ranks.Count; i++)
        {
            var rates = ranks[i].Flows.Read(now);
            isStale |= ranks[i].IsStale;
            tally.Add(member.StateAt(now, ranks[i]), ranks[i], rates);
            rows.Add(RowOf(member, ranks[i], rates, freshness));
        }

        // Ranks sleep together: the first speaks for the pod.
        var state = member.StateAt(now, ranks.Count == 0 ? null : ranks[0]);
        tally.Count(member, state, freshness, isStale);
        tally.Add(_quiet.Of(member, state, freshness));
    }

    private ReplicaSnapshot RowWithoutNumbers(Member member, Freshness freshness) => new()
    {
        Pod = member.PodName,
        Uid = member.Replica.Identity.Uid,
        State = member.StateAt(now, row: null),
        Stale = freshness.IsStale,
        Stalled = member.Replica.IsStalled,
        AgeSeconds = freshness.AgeSeconds,
        SilentSeconds = freshness.SilentSeconds,
        KvCapacityTokens = member.Replica.KvCapacityTokens,
    };

    /// <summary>A rank of which pages say nothing usable is as silent as one that cannot be read, and holds no longer.</summary>
    private double? SilentSeconds(RankRow row, Freshness freshness)
    {
        double? unusable = now - row.UnusableSince is { } span ? Math.Max(0, span.TotalSeconds) : null;
        return unusable > freshness.SilentSeconds ? unusable : freshness.SilentSeconds ?? unusable;
    }

    private ReplicaSnapshot RowOf(Member member, RankRow row, in RankRates rates, Freshness freshness) => new()
    {
        Pod = member.PodName,
        Uid = member.Replica.Identity.Uid,
        Rank = row.Rank,
        State = member.StateAt(now, row),
        Stale = freshness.IsStale || row.IsStale,
        Stalled = member.Replica.IsStalled,
        AgeSeconds = freshness.AgeSeconds,
        SilentSeconds = SilentSeconds(row, freshness),
        Running = row.Running,
        Waiting = row.Waiting,
        KvCacheUsage = row.KvCacheUsage,
        KvCapacityTokens = member.Replica.KvCapacityTokens,
        TokensInUse = row.KvCacheUsage * member.Replica.KvCapacityTokens,
        AvgInputTokens = rates.Prompts.Value,
        AvgOutputTokens = rates.Outputs.Value,
        PrefixHitRate = rates.PrefixHits.Value,
        ArrivalsPerSecond = rates.ArrivalsPerSecond,
        PromptTokensPerSecond = rates.PromptTokensPerSecond,
        GenerationTokensPerSecond = rates.GenerationTokensPerSecond,
        IterationSeconds = rates.Iterations.Value,
        PreemptionsPerSecond = rates.PreemptionsPerSecond,
        TtftSeconds = rates.Ttft.Value,
        ItlSeconds = rates.Itl.Value,
        PeakKvCacheUsage = row.PeakKvCacheUsageAt(now),
        PeakWaiting = row.PeakWaitingAt(now),
    };
}
