using Wva.Fleet.Replicas;
using Wva.Fleet.Windows;
using Wva.Scaling.Inputs;

namespace Wva.Fleet.Snapshots;

/// <summary>
/// Watches the requests of one model for scaling to zero. Its answer is a number only where no request can have been missed over the whole retention:
/// a replica that is not heard makes it unknown, and one that was lost, restarted or came with a past begins it anew.
/// </summary>
internal sealed class RequestWatch(TimeSpan retention)
{
    private Dictionary<Replica, Seen> _seen = [];
    private RequestWindow? _window;
    private DateTimeOffset _at;

    /// <summary>How far it looks back.</summary>
    public TimeSpan Retention => retention;

    /// <summary>Looks at the model's replicas.</summary>
    /// <returns>Requests alive within the retention; null where unknown.</returns>
    public double? Take(IEnumerable<Member> members, TimeSpan quietLimit, DateTimeOffset now)
    {
        var before = _seen;
        _seen = new Dictionary<Replica, Seen>(before.Count);
        var (arrived, underWay, isUnbroken, isBlind) = (0.0, 0.0, now >= _at, false);
        foreach (var member in members)
        {
            var state = member.StateAt(now, row: null);
            var isDraining = state is ReplicaState.Draining; // gets no request any more: what it said last is all there was
            isUnbroken &= state is not ReplicaState.Lost;
            isBlind |= !isDraining && !IsHeard(member, quietLimit, now);
            if (member.Replica.Rows.Count == 0)
            {
                continue;
            }

            var seen = SeenOf(member.Replica, isDraining);
            isUnbroken &= before.TryGetValue(member.Replica, out var last) && last.Restarts == seen.Restarts;
            arrived += Math.Max(0, seen.Arrived - last.Arrived);
            underWay += seen.UnderWay;
            _seen.Add(member.Replica, seen);
        }

        isUnbroken &= before.All(last => last.Value.IsDraining || _seen.ContainsKey(last.Key));
        _at = now;
        _window = isUnbroken && _window is not null ? _window : new RequestWindow(retention, now);
        _window.Observe(isUnbroken ? arrived : 0, underWay, now);
        return isBlind ? null : _window.At(now);
    }

    private static Seen SeenOf(Replica replica, bool isDraining)
    {
        var (arrived, underWay) = (0.0, 0.0);
        foreach (var row in replica.Rows)
        {
            arrived += row.Arrived;
            underWay += (row.Running ?? 0) + (row.Waiting ?? 0);
        }

        return new Seen(arrived, underWay, replica.Restarts, isDraining);
    }

    private static bool IsHeard(Member member, TimeSpan quietLimit, DateTimeOffset now)
    {
        var isHeard = !member.FreshnessAt(now, quietLimit).IsStale;
        foreach (var row in member.Replica.Rows)
        {
            isHeard &= !row.IsStale && row is { Running: not null, Waiting: not null } && row.Flows.IsArrivedKnown;
        }

        return isHeard;
    }

    private readonly record struct Seen(double Arrived, double UnderWay, int Restarts, bool IsDraining);
}
