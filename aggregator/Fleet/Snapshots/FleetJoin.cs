using System.Collections.Immutable;
using Wva.Fleet.Replicas;
using Wva.Scaling.Inputs;

namespace Wva.Fleet.Snapshots;

/// <summary>Which replica belongs to which variant: by pod UID through the targets; without them all to a single manifest, or by model.</summary>
internal sealed class FleetJoin
{
    private readonly VariantInput[] _variants;
    private readonly List<Member>[] _members;
    private readonly List<ReplicaIdentity> _unassigned = [];

    private FleetJoin(VariantInput[] variants)
    {
        _variants = variants;
        _members = [.. variants.Select(_ => new List<Member>())];
    }

    /// <summary>The variants, by namespace and name.</summary>
    public IReadOnlyList<VariantInput> Variants => _variants;

    /// <summary>Open streams that belong to no variant.</summary>
    public ImmutableArray<ReplicaIdentity> Unassigned => [.. _unassigned.OrderBy(identity => identity.Uid, StringComparer.Ordinal)];

    /// <summary>Joins, and notes in the table what the targets show now.</summary>
    public static FleetJoin Of(IEnumerable<VariantInput> variants, ReplicaTable replicas, DateTimeOffset now)
    {
        var join = new FleetJoin(
        [
            .. variants
                .OrderBy(variant => variant.Spec.Key.Namespace, StringComparer.Ordinal)
                .ThenBy(variant => variant.Spec.Key.Name, StringComparer.Ordinal),
        ]);
        var listed = join.TakeListed(replicas, now);
        replicas.Unlist(listed, now);
        join.TakeOthers(replicas.All.Where(replica => !listed.Contains(replica)), now);
        return join;
    }

    /// <summary>The replicas of a variant, by name of the pod.</summary>
    public IEnumerable<Member> MembersOf(int variant) =>
        _members[variant]
            .OrderBy(member => member.PodName, StringComparer.Ordinal)
            .ThenBy(member => member.Replica.Identity.Uid, StringComparer.Ordinal);

    private HashSet<Replica> TakeListed(ReplicaTable replicas, DateTimeOffset now)
    {
        var listed = new HashSet<Replica>();
        for (var i = 0; i < _variants.Length; i++)
        {
            foreach (var pod in _variants[i].Target?.Pods ?? [])
            {
                var replica = replicas.Of(_variants[i].Spec.Key, pod);
                if (listed.Add(replica)) // two targets that select one pod: the first by name has it
                {
                    replica.History.See(pod, now);
                    Take(i, replica, pod);
                }
            }
        }

        return listed;
    }

    private void TakeOthers(IEnumerable<Replica> replicas, DateTimeOffset now)
    {
        foreach (var replica in replicas)
        {
            // Nobody says Ready here: an engine whose page was read serves.
            replica.History.HasServed |= replica.Engine is not null && replica.ReadAt is not null;
            if (VariantFor(replica) is not { } variant)
            {
                Leave(replica);
            }
            else if (replica.CountsAt(now))
            {
                Take(variant, replica, pod: null);
            }
        }
    }

    private void Take(int variant, Replica replica, TargetPod? pod)
    {
        replica.History.Variant = _variants[variant].Spec.Key;
        replica.Pressure = _variants[variant].Pressure;
        _members[variant].Add(new Member(replica, pod));
    }

    private void Leave(Replica replica)
    {
        if (replica.Stream is not null)
        {
            _unassigned.Add(replica.Identity);
        }
    }

    private int? VariantFor(Replica replica)
    {
        if (_variants is [{ Target: null }])
        {
            return 0;
        }

        if (replica.Engine is not { } engine)
        {
            return Only(variant => variant.Spec.Key == replica.History.Variant);
        }

        return Only(variant => Serves(engine.Models, variant))
            ?? Only(variant => Serves(engine.Models, variant) && variant.Spec.Key.Namespace == replica.Identity.Namespace);
    }

    private static bool Serves(ImmutableArray<string> models, VariantInput variant) => models.Contains(variant.Spec.ModelId, StringComparer.Ordinal);

    /// <summary>The one variant without a target that fits; null where none does, or several do.</summary>
    private int? Only(Func<VariantInput, bool> fits)
    {
        int? found = null;
        for (var i = 0; i < _variants.Length; i++)
        {
            if (_variants[i].Target is null && fits(_variants[i]))
            {
                if (found is not null)
                {
                    return null;
                }

                found = i;
            }
        }

        return found;
    }
}
