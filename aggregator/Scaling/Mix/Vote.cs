using System.Collections.Immutable;
using Wva.Scaling.Analysis;
using Wva.Scaling.Inputs;

namespace Wva.Scaling.Mix;

/// <summary>Numbers of a ballot as the mix counts with them: nonsense is nothing, and nothing is so large that sums of it overflow.</summary>
internal static class Vote
{
    /// <summary>How many roles there are: roles are indexes, in the order in which they are served.</summary>
    public const int Roles = 3;

    /// <summary>What is left of a need by the rounding of sums, in replicas: so little asks for nothing by default.</summary>
    public const double Slack = 1e-9;

    /// <summary>No unit has more of anything; a bound so that sums stay finite.</summary>
    private const double Most = 1e18;

    /// <summary>A number above 0 as it is, bounded; anything else is 0.</summary>
    public static double Sane(double number) => number > 0 && double.IsFinite(number) ? Math.Min(number, Most) : 0;

    /// <summary>Capacity of one replica of a variant; 0 where unknown.</summary>
    public static double Capacity(Ballot ballot, int variant)
        => !ballot.Variants.IsDefault && variant < ballot.Variants.Length ? Sane(ballot.Variants[variant].PerReplica) : 0;

    /// <summary>Capacity of the largest replica of a role that it knows; 0 where it knows none.</summary>
    public static double Largest(Ballot ballot, ImmutableArray<MixVariant> variants, int role)
    {
        double largest = 0;
        for (var i = 0; i < variants.Length; i++)
        {
            largest = (int)variants[i].Role == role ? Math.Max(largest, Capacity(ballot, i)) : largest;
        }

        return largest;
    }

    /// <summary>Whether the analyzer says anything of a role: one without a map says all under <see cref="Role.Both"/>.</summary>
    public static bool Knows(Ballot ballot, int role) => HasRoles(ballot) ? Find(ballot, role) is not null : role == (int)Role.Both;

    /// <summary>Whether it tells roles apart.</summary>
    public static bool HasRoles(Ballot ballot) => !ballot.Roles.IsDefaultOrEmpty;

    /// <summary>Capacity that it needs for a role.</summary>
    public static double Need(Ballot ballot, int role)
        => HasRoles(ballot) ? Sane(Find(ballot, role)?.Required ?? 0) : role == (int)Role.Both ? Sane(ballot.Required) : 0;

    /// <summary>Capacity that it has to spare for a role.</summary>
    public static double Spare(Ballot ballot, int role)
        => HasRoles(ballot) ? SaneSpare(Find(ballot, role)?.Spare ?? 0) : role == (int)Role.Both ? SaneSpare(ballot.Spare) : 0;

    /// <summary>All that it counts as demand of a role.</summary>
    public static double Demand(Ballot ballot, int role)
        => HasRoles(ballot) ? Sane(Find(ballot, role)?.Demand ?? 0) : role == (int)Role.Both ? Sane(ballot.Demand) : 0;

    /// <summary>Whether all that it says are numbers: where not, it does not agree to scaling in.</summary>
    public static bool IsNumber(Ballot ballot)
    {
        if (!double.IsFinite(ballot.Required) || !double.IsFinite(ballot.Spare))
        {
            return false;
        }

        foreach (var role in ballot.Roles.IsDefault ? [] : ballot.Roles)
        {
            if (!double.IsFinite(role.Required) || !double.IsFinite(role.Spare))
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>A count of replicas that covers so much, save for a <see cref="Slack"/>; huge is as many as there can be.</summary>
    /// <param name="replicas">Replicas, not rounded.</param>
    /// <param name="published">Whether the last bit counts, as published.</param>
    public static int WholeUp(double replicas, bool published)
        => replicas < int.MaxValue ? (int)Math.Ceiling(Math.Max(0, published ? replicas : replicas - Slack)) : int.MaxValue;

    /// <summary>Whole replicas in so much.</summary>
    public static int WholeDown(double replicas) => replicas < int.MaxValue ? (int)Math.Floor(Math.Max(0, replicas)) : int.MaxValue;

    /// <summary>Room that cannot be is none: it must not take replicas away.</summary>
    private static double SaneSpare(double spare) => spare <= Most ? Sane(spare) : 0;

    private static RoleBallot? Find(Ballot ballot, int role)
    {
        foreach (var found in ballot.Roles)
        {
            if ((int)found.Role == role)
            {
                return found;
            }
        }

        return null;
    }
}
