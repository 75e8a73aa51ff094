using Wva.Scaling.Inputs;

namespace Wva.Scaling.Analysis;

/// <summary>
/// What one rank adds to the demand. There are two readings, the same where the numbers are fresh: growth asks what the load is at least,
/// scaling in what it is at most. Between the two nothing is known, and there nothing changes.
/// <code>
///                    growth            scaling in
/// fresh, known       its term          its term
/// fresh, unknown     0                 1
/// stale, known       min(its term, 1)  max(its term, 1)
/// stale, unknown     0                 1
/// </code>
/// </summary>
/// <param name="Growth">The least it may be.</param>
/// <param name="ScaleIn">The most it may be.</param>
/// <param name="Fresh">Whether a fresh number is among them.</param>
/// <param name="KvKnown">Whether the use of the KV cache is known and makes sense.</param>
/// <param name="WaitingKnown">Whether the number of waiting requests is known and makes sense.</param>
internal readonly record struct RowLoad(Load Growth, Load ScaleIn, bool Fresh, bool KvKnown, bool WaitingKnown)
{
    /// <summary>More than one replica may hold of anything: a tiny divisor must not overflow a sum.</summary>
    private const double MostTerm = 1e6;

    /// <summary>A queue shows a doubling at most.</summary>
    private const double MostQueueTerm = 2;

    /// <summary>Whether any number was ever known: a page that shows neither is no sample.</summary>
    public bool Sampled => KvKnown || WaitingKnown;

    public static RowLoad Of(ReplicaSnapshot row, ScalingPolicy policy)
    {
        var kvUsage = Sensible(row.KvCacheUsage);
        var waiting = Sensible(row.Waiting);
        var kv = Term(kvUsage is { } usage ? Math.Min(usage, 1) : null, Thresholds.KvRoom(policy), MostTerm);
        var queue = Term(waiting, Thresholds.QueueRoom(policy), MostQueueTerm);
        var least = new Load(kv ?? 0, queue ?? 0);
        var most = new Load(kv ?? 1, queue ?? 1);
        return new RowLoad(
            row.Stale ? Load.Least(least, Load.Full) : least,
            row.Stale ? Load.Most(most, Load.Full) : most,
            !row.Stale && (kv is not null || queue is not null),
            kv is not null,
            queue is not null);
    }

    /// <summary>A number that cannot be is unknown: neither zero nor full.</summary>
    private static double? Sensible(double? value) => value is { } number && double.IsFinite(number) && number >= 0 ? number : null;

    private static double? Term(double? value, double room, double most)
        => value is not { } number ? null : room > 0 ? Math.Min(number / room, most) : number > 0 ? 1 : 0;
}
