using System.Collections.Immutable;
using Wva.Fleet.Replicas;
using Wva.Scaling.Inputs;

namespace Wva.Fleet.Snapshots;

/// <summary>Adds the replicas of one variant up.</summary>
internal sealed class VariantTally(VariantKey key)
{
    private readonly int[] _byState = new int[Enum.GetValues<ReplicaState>().Length];
    private int _stale;
    private int _stalled;
    private int _silent;
    private ImmutableArray<QuietPod>.Builder? _quiet;
    private string? _scrapeError;
    private double? _newestAgeSeconds;
    private double? _oldestAgeSeconds;
    private KnownSum _running;
    private KnownSum _waiting;
    private KnownSum _arrivals;
    private KnownSum _promptTokens;
    private KnownSum _generationTokens;
    private Mean _ttft;
    private Mean _itl;
    private Mean _prompts;
    private Mean _outputs;

    public int In(ReplicaState state) => _byState[(int)state];

    /// <summary>Counts a replica, once whatever its ranks.</summary>
    public void Count(Member member, ReplicaState state, Freshness freshness, bool isStale)
    {
        _byState[(int)state]++;
        _scrapeError ??= member.Replica.Error;
        _stale += isStale ? 1 : 0;
        _stalled += member.Replica.IsStalled ? 1 : 0;
        _silent += freshness.SilentSeconds is null || member.Replica.IsStalled ? 0 : 1;
        if (freshness.AgeSeconds is { } age)
        {
            _newestAgeSeconds = Math.Min(_newestAgeSeconds ?? age, age);
            _oldestAgeSeconds = Math.Max(_oldestAgeSeconds ?? age, age);
        }
    }

    /// <summary>Adds the numbers of one rank; null is a replica without any. One that drains or is lost carries nothing of the variant's.</summary>
    public void Add(ReplicaState state, RankRow? row, in RankRates rates)
    {
        if (state is ReplicaState.Draining or ReplicaState.Lost)
        {
            return;
        }

        var isOwed = state is ReplicaState.Serving or ReplicaState.Asleep;
        _running.Add(row?.Running, isOwed);
        _waiting.Add(row?.Waiting, isOwed);
        _arrivals.Add(rates.ArrivalsPerSecond, isOwed);
        _promptTokens.Add(rates.PromptTokensPerSecond, isOwed);
        _generationTokens.Add(rates.GenerationTokensPerSecond, isOwed);
        _ttft = _ttft.With(rates.Ttft);
        _itl = _itl.With(rates.Itl);
        _prompts = _prompts.With(rates.Prompts);
        _outputs = _outputs.With(rates.Outputs);
    }

    /// <summary>Notes a replica whose numbers are not of now; null is one whose are.</summary>
    public void Add(QuietPod? quiet)
    {
        if (quiet is not null)
        {
            (_quiet ??= ImmutableArray.CreateBuilder<QuietPod>()).Add(quiet);
        }
    }

    public VariantLoad ToLoad() => new()
    {
        Key = key,
        Starting = In(ReplicaState.Starting),
        Serving = In(ReplicaState.Serving),
        Asleep = In(ReplicaState.Asleep),
        Draining = In(ReplicaState.Draining),
        Lost = In(ReplicaState.Lost),
        Stale = _stale,
        Stalled = _stalled,
        Silent = _silent,
        Quiet = _quiet?.ToImmutable() ?? [],
        ScrapeError = _scrapeError,
        NewestSignalAgeSeconds = _newestAgeSeconds,
        OldestSignalAgeSeconds = _oldestAgeSeconds,
        Running = _running.Value,
        Waiting = _waiting.Value,
        ArrivalsPerSecond = _arrivals.Value,
        PromptTokensPerSecond = _promptTokens.Value,
        GenerationTokensPerSecond = _generationTokens.Value,
        TtftSeconds = _ttft.Value,
        ItlSeconds = _itl.Value,
        AvgInputTokens = _prompts.Value,
        AvgOutputTokens = _outputs.Value,
    };
}
