using Wva.Scaling.Inputs;

namespace Wva.Scaling.Zero;

/// <summary>
/// To zero after the retention. Requests are counted when they are completed, so work that is there now forbids it (weakness W27): what runs, waits
/// or is queued at the router, and what nobody can tell. Unknown is never zero.
/// </summary>
internal static class ToZero
{
    /// <summary>Whether a model may go to zero now.</summary>
    /// <param name="model">The model.</param>
    /// <param name="policy">Its rule of zero.</param>
    /// <param name="byKnownWork">Whether only work that is known forbids it, not that nobody can tell.</param>
    public static ZeroVerdict Judge(ModelSnapshot model, ScaleToZeroPolicy policy, bool byKnownWork = false)
    {
        if (!policy.Enabled || model.RequestsInRetention != 0 || HasMin(model))
        {
            return new ZeroVerdict(Allowed: false, null);
        }

        var work = AtTheRouter(model.SchedulerQueue) ?? AtTheEngines(model, byKnownWork);
        return work is null
            ? new ZeroVerdict(Allowed: true, Because(ReasonCodes.ToZero, FormattableString.Invariant(
                $"no request was completed within {policy.Retention.TotalSeconds:0.#} s, and none runs or waits")))
            : new ZeroVerdict(Allowed: false, Because(ReasonCodes.ZeroRefused, FormattableString.Invariant(
                $"no request was completed within {policy.Retention.TotalSeconds:0.#} s, but {work}")));
    }

    /// <summary>Whether a variant has a min: then the model is never asked about zero, and its min is kept by the limits.</summary>
    /// <param name="model">The model.</param>
    public static bool HasMin(ModelSnapshot model)
    {
        foreach (var variant in model.Variants)
        {
            if (variant.Spec.Min > 0)
            {
                return true;
            }
        }

        return false;
    }

    private static string? AtTheRouter(SchedulerQueue? queue)
        => queue is null || (queue.Requests == 0 && queue.Bytes == 0) ? null : FormattableString.Invariant($"{queue.Requests} are queued at the router");

    private static string? AtTheEngines(ModelSnapshot model, bool byKnownWork)
    {
        ReplicaSnapshot? first = null;
        foreach (var variant in model.Variants)
        {
            foreach (var replica in variant.Replicas.IsDefault ? [] : variant.Replicas)
            {
                var isBusy = replica.State is ReplicaState.Serving && !byKnownWork ? Busy(replica) is not null : HasWork(replica);
                first = isBusy && (first is null || IsBefore(replica, first)) ? replica : first;
            }
        }

        return first is null ? null : $"{first.Pod} {Busy(first)}";
    }

    private static bool HasWork(ReplicaSnapshot replica)
        => replica.State is ReplicaState.Serving or ReplicaState.Starting && (replica.Running > 0 || replica.Waiting > 0);

    /// <summary>By name, so that the reason is the same whatever order they came in.</summary>
    private static bool IsBefore(ReplicaSnapshot x, ReplicaSnapshot y)
        => string.CompareOrdinal(x.Pod, y.Pod) is not 0 and var byPod ? byPod < 0 : string.CompareOrdinal(x.Rank, y.Rank) < 0;

    /// <summary>What it works on, or that nobody can tell. Who does not report running requests at all is told by those that wait.</summary>
    private static string? Busy(ReplicaSnapshot replica) => replica.Stale || replica.Stalled ? "has no fresh sample"
        : replica.Waiting is null ? "does not say how many wait"
        : replica.Waiting != 0 || replica.Running is not (null or 0) ? FormattableString.Invariant($"has {replica.Running ?? 0} running and {replica.Waiting} waiting")
        : null;

    private static Reason Because(string code, string message) => new(Stages.Zero, code, message);
}
