using Wva.Scaling.Inputs;

namespace Wva.Scaling.Analysis;

/// <summary>The pods of one variant, counted and summed.</summary>
internal sealed record PodTally
{
    /// <summary>Pods whose engine serves.</summary>
    public required int Serving { get; init; }

    /// <summary>Replicas that are starting.</summary>
    public required int Starting { get; init; }

    /// <summary>Pods that are there and carry nothing: asleep or lost.</summary>
    public required int Idle { get; init; }

    /// <summary>Serving pods with a number that is stale.</summary>
    public required int Stale { get; init; }

    /// <summary>Serving pods with a stalled engine; stale too.</summary>
    public required int Stalled { get; init; }

    /// <summary>Serving pods with a number that is unknown.</summary>
    public required int Unknown { get; init; }

    /// <summary>Those that do not say how full their KV cache is.</summary>
    public required int UnknownKv { get; init; }

    /// <summary>Those that do not say how many requests wait.</summary>
    public required int UnknownWaiting { get; init; }

    /// <summary>Serving pods that have been silent for too long to be waited for; neither stale nor unknown here.</summary>
    public required int GivenUp { get; init; }

    /// <summary>What the given up pods still say themselves: an engine may lack one gauge and show the other.</summary>
    public required Load GivenUpLoad { get; init; }

    /// <summary>Serving pods whose numbers are all known and fresh.</summary>
    public required int Fresh { get; init; }

    /// <summary>Load of the fresh pods.</summary>
    public required Load FreshLoad { get; init; }

    /// <summary>Load of the serving pods that are not given up, at least.</summary>
    public required Load GrowthLoad { get; init; }

    /// <summary>Load of the serving pods that are not given up, at most.</summary>
    public required Load ScaleInLoad { get; init; }

    /// <summary>Whether any number is fresh.</summary>
    public required bool AnyFresh { get; init; }

    /// <summary>Whether a number that a decision can rest on ever came.</summary>
    public required bool EverSampled { get; init; }

    /// <summary>Age of the newest number used, seconds.</summary>
    public required double? NewestAgeSeconds { get; init; }

    /// <summary>Age of the oldest number used, seconds.</summary>
    public required double? OldestAgeSeconds { get; init; }

    /// <summary>Serving pods a replica: more than 1 where rows name each rank as a pod of its own (weakness W10).</summary>
    public int PodsPerReplica { get; init; } = 1;

    /// <summary>Replicas that serve.</summary>
    public int ServingReplicas => Serving / PodsPerReplica;

    /// <summary>Replicas that are there and stay.</summary>
    public int Seen => ServingReplicas + Starting + Idle;

    /// <summary>
    /// The target counts replicas. Where more pods serve than replicas are Ready, and they are a whole multiple of those, so many pods are one.
    /// </summary>
    /// <param name="variant">The variant.</param>
    public PodTally ByReplica(VariantSnapshot variant)
    {
        var current = Math.Max(0, variant.Current);
        var ready = current - Math.Max(0, variant.Pending);
        var areReady = Serving > variant.Current || Starting >= variant.Pending; // else some that serve are not Ready yet
        if (ready <= 0 || variant.Rollout || !areReady || Serving <= ready || Serving % ready != 0)
        {
            return this;
        }

        return this with { PodsPerReplica = Serving / ready, Starting = current - ready };
    }

    /// <summary>Where an analysis is given: replicas serve, or start while they are pending, and everything is known of them.</summary>
    /// <param name="variant">The variant.</param>
    public static PodTally Assumed(VariantSnapshot variant)
    {
        var current = Math.Max(0, variant.Current);
        var pending = Math.Clamp(variant.Pending, 0, current);
        return new PodTally
        {
            Serving = current - pending,
            Starting = pending,
            Idle = 0,
            Stale = 0,
            Stalled = 0,
            Unknown = 0,
            UnknownKv = 0,
            UnknownWaiting = 0,
            GivenUp = 0,
            GivenUpLoad = default,
            Fresh = current - pending,
            FreshLoad = default,
            GrowthLoad = default,
            ScaleInLoad = default,
            AnyFresh = true,
            EverSampled = true,
            NewestAgeSeconds = null,
            OldestAgeSeconds = null,
        };
    }
}
