using Wva.Scaling.Inputs;

namespace Wva.Scaling.Analysis;

/// <summary>Counts the pods of a variant. Ranks of one pod are one replica: it carries the mean of what they carry.</summary>
internal ref struct PodCounter(ScalingPolicy policy)
{
    /// <summary>One Ready but silent pod holds its variant for this long at most, seconds.</summary>
    public const double SilenceLimitSeconds = 600;

    private int _serving, _starting, _idle, _stale, _stalled, _unknownKv, _unknownWaiting, _unknown, _givenUp, _fresh;
    private Load _freshLoad, _growthLoad, _scaleInLoad, _givenUpLoad;
    private bool _anyFresh, _everSampled;
    private double _newestAgeSeconds = double.PositiveInfinity;
    private double _oldestAgeSeconds = double.NegativeInfinity;

    /// <summary>Counts a variant's pods.</summary>
    /// <param name="rows">Its rows, by <see cref="ReplicaOrder"/>.</param>
    /// <param name="policy">The model's policy.</param>
    public static PodTally Count(ReadOnlySpan<ReplicaSnapshot> rows, ScalingPolicy policy)
    {
        var counter = new PodCounter(policy);
        for (var i = 0; i < rows.Length;)
        {
            var end = i + 1;
            while (end < rows.Length && ReplicaOrder.IsOnePod(rows[end], rows[i]))
            {
                end++;
            }

            counter.Add(rows[i..end]);
            i = end;
        }

        return counter.ToTally();
    }

    private void Add(ReadOnlySpan<ReplicaSnapshot> ranks)
    {
        switch (StateOf(ranks))
        {
            case ReplicaState.Serving:
                AddServing(ranks);
                break;
            case ReplicaState.Starting:
                _starting++;
                break;
            case ReplicaState.Asleep or ReplicaState.Lost:
                _idle++;
                break;
            case ReplicaState.Draining:
            default:
                break; // stopped counting at notice
        }
    }

    private void AddServing(ReadOnlySpan<ReplicaSnapshot> ranks)
    {
        _serving++;
        Load growth = default, scaleIn = default, freshGrowth = default;
        bool stale = false, stalled = false, kvKnown = true, waitingKnown = true, givenUp = false;
        foreach (var rank in ranks)
        {
            var load = RowLoad.Of(rank, policy);
            growth += load.Growth;
            freshGrowth += rank.Stale ? default : load.Growth;
            scaleIn += load.ScaleIn;
            stale |= rank.Stale;
            stalled |= rank.Stalled;
            kvKnown &= load.KvKnown;
            waitingKnown &= load.WaitingKnown;
            givenUp |= rank.SilentSeconds > SilenceLimitSeconds;
            _anyFresh |= load.Fresh;
            _everSampled |= load.Sampled;
        }

        if (givenUp)
        {
            _givenUp++;
            _givenUpLoad += freshGrowth * (1.0 / ranks.Length);
            return;
        }

        var share = 1.0 / ranks.Length;
        _growthLoad += growth * share;
        _scaleInLoad += scaleIn * share;
        _stale += stale ? 1 : 0;
        _stalled += stalled ? 1 : 0;
        _unknownKv += kvKnown ? 0 : 1;
        _unknownWaiting += waitingKnown ? 0 : 1;
        _unknown += kvKnown && waitingKnown ? 0 : 1;
        NoteAges(ranks);
        if (kvKnown && waitingKnown && !stale)
        {
            _fresh++;
            _freshLoad += growth * share;
        }
    }

    private void NoteAges(ReadOnlySpan<ReplicaSnapshot> ranks)
    {
        foreach (var rank in ranks)
        {
            if (rank.AgeSeconds is { } age && double.IsFinite(age) && age >= 0)
            {
                _newestAgeSeconds = Math.Min(_newestAgeSeconds, age);
                _oldestAgeSeconds = Math.Max(_oldestAgeSeconds, age);
            }
        }
    }

    /// <summary>A pod goes as a whole, and serves as soon as one of its ranks does.</summary>
    public static ReplicaState StateOf(ReadOnlySpan<ReplicaSnapshot> ranks)
    {
        var state = ranks[0].State;
        foreach (var rank in ranks)
        {
            if (Precedence(rank.State) > Precedence(state))
            {
                state = rank.State;
            }
        }

        return state;
    }

    private static int Precedence(ReplicaState state) => state switch
    {
        ReplicaState.Draining => 4,
        ReplicaState.Lost => 3,
        ReplicaState.Serving => 2,
        ReplicaState.Starting => 1,
        _ => 0,
    };

    private readonly PodTally ToTally() => new()
    {
        Serving = _serving,
        Starting = _starting,
        Idle = _idle,
        Stale = _stale,
        Stalled = _stalled,
        Unknown = _unknown,
        UnknownKv = _unknownKv,
        UnknownWaiting = _unknownWaiting,
        GivenUp = _givenUp,
        GivenUpLoad = _givenUpLoad,
        Fresh = _fresh,
        FreshLoad = _freshLoad,
        GrowthLoad = _growthLoad,
        ScaleInLoad = _scaleInLoad,
        AnyFresh = _anyFresh,
        EverSampled = _everSampled,
        NewestAgeSeconds = double.IsFinite(_newestAgeSeconds) ? _newestAgeSeconds : null,
        OldestAgeSeconds = double.IsFinite(_oldestAgeSeconds) ? _oldestAgeSeconds : null,
    };
}
