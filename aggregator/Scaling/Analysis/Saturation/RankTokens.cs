using Wva.Scaling.Inputs;

namespace Wva.Scaling.Analysis.Saturation;

/// <summary>What one rank holds and may hold, in tokens. Null is unknown.</summary>
/// <param name="Resident">Tokens in its KV cache.</param>
/// <param name="Waiting">Tokens that its waiting requests will hold.</param>
/// <param name="Effective">Its capacity; 0 where unknown.</param>
/// <param name="Source">Where the capacity comes from.</param>
/// <param name="FullRequests">Requests that it holds, while it runs as many as it may and others wait, or holds more than was thought; 0 elsewhere.</param>
internal readonly record struct RankTokens(double? Resident, double? Waiting, double Effective, string Source, double FullRequests)
{
    /// <summary>What is known of its demand.</summary>
    public double Known => (Resident ?? 0) + (Waiting ?? 0);

    /// <summary>Whether all of its demand is known.</summary>
    public bool IsKnown => Resident is not null && Waiting is not null;

    /// <summary>Whether requests wait of which nobody knows how long they are.</summary>
    public bool LacksLength { get; init; }

    /// <summary>Whether nothing is missing to size by it.</summary>
    public bool IsComplete => IsKnown && Effective > 0 && !LacksLength;

    public static RankTokens Of(ReplicaSnapshot row, TokenVariant variant, ScalingPolicy policy)
    {
        var (input, output) = Lengths(row, variant);
        var total = Tokens.Whole(Tokens.OrZero(row.KvCapacityTokens)) is > 0 and var own ? own : variant.Memory.PerRank;
        var resident = Held(row, total);
        var (compute, source) = Compute(variant, input, output);
        var effective = Bounded(total, compute, policy);
        var each = variant.Snapshot.Spec.Role is Role.Prefill ? input : input + output;
        var waiting = Sensible(row.Waiting) is { } requests ? Queued(Math.Truncate(requests), each, effective - (resident ?? 0), policy) : (double?)null;
        var isMore = (compute > 0 && resident > compute) || RunsAllItMay(row, variant, policy);
        return new RankTokens(resident, waiting, effective, source, isMore && !row.Stale ? Requests(resident, input, output) : 0)
        {
            LacksLength = each <= 0 && Sensible(row.Waiting) > 0,
        };
    }

    /// <summary>Capacity of a rank that nobody looks at, with such requests.</summary>
    public static double Unseen(TokenVariant variant, double input, double output, ScalingPolicy policy)
        => Bounded(variant.Memory.PerRank, Compute(variant, input, output).Tokens, policy);

    /// <summary>Its share of the KV cache, or less where it cannot run so many requests; 0 is unknown.</summary>
    private static double Bounded(double total, double compute, ScalingPolicy policy)
    {
        var memory = Tokens.Whole(total * policy.KvCacheThreshold);
        return compute > 0 ? Math.Min(memory, compute) : memory;
    }

    /// <summary>Tokens of the requests that it can run: learned, else estimated from its arguments; 0 is unknown.</summary>
    private static (double Tokens, string Source) Compute(TokenVariant variant, double input, double output)
    {
        var learned = Tokens.Whole(variant.Residents * (input + (output / 2)));
        if (learned > 0)
        {
            return (learned, CapacitySources.History);
        }

        var derived = variant.Settings is { } settings ? Tokens.SteadyState(settings.EffectiveBatchedTokens, settings.MaxSequences, input, output) : 0;
        return (derived, derived > 0 ? CapacitySources.Derived : CapacitySources.Memory);
    }

    private static double? Held(ReplicaSnapshot row, double total)
    {
        if (Sensible(row.TokensInUse) is { } tokens)
        {
            return Math.Min(Tokens.Whole(tokens), total > 0 ? total : Tokens.Most);
        }

        return Sensible(row.KvCacheUsage) is { } usage && total > 0 ? Math.Round(Math.Min(usage, 1) * total, MidpointRounding.AwayFromZero) : null;
    }

    /// <summary>Requests of which nobody knows how long they are: as many as saturate an engine fill what is left of it, fewer show nothing.</summary>
    private static double Queued(double requests, double each, double room, ScalingPolicy policy)
        => each > 0 ? Tokens.Whole(requests * each)
        : requests > 0 && requests >= Math.Truncate(policy.QueueLengthThreshold) ? Math.Max(0, room)
        : 0;

    /// <summary>Prompt and output of a request: the rank's own, else those of its variant, else those of the model.</summary>
    private static (double Input, double Output) Lengths(ReplicaSnapshot row, TokenVariant variant)
    {
        double input = Tokens.OrZero(row.AvgInputTokens), output = Tokens.OrZero(row.AvgOutputTokens);
        if (input > 0 || output > 0)
        {
            return (input, output);
        }

        var known = variant.Workload.IsKnown ? variant.Workload : variant.Requests;
        return (known.InputTokens, known.OutputTokens);
    }

    private static double Requests(double? resident, double input, double output)
        => resident is { } held && input + output > 0 ? held / (input + (output / 2)) : 0;

    private static bool RunsAllItMay(ReplicaSnapshot row, TokenVariant variant, ScalingPolicy policy)
        => variant.Settings is { MaxSequences: > 0 and var most } && Sensible(row.Running) >= most && Sensible(row.Waiting) >= Math.Truncate(policy.QueueLengthThreshold);

    private static double? Sensible(double? value) => value is { } number && double.IsFinite(number) && number >= 0 ? number : null;
}
