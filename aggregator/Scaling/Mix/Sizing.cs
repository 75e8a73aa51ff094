using Wva.Scaling.Analysis;

namespace Wva.Scaling.Mix;

/// <summary>The figures that a variant was sized by, in the unit of the analyzer that sized it; those of its role group.</summary>
/// <param name="Demand">All that is asked of the group; null where nobody says.</param>
/// <param name="Required">Capacity needed beyond what is coming.</param>
/// <param name="Spare">Capacity beyond the need.</param>
/// <param name="PerReplica">Capacity of one replica of the variant; null where replicas are the unit.</param>
internal readonly record struct Sizing(double? Demand, double Required, double Spare, double? PerReplica)
{
    /// <summary>Figures of a group that is sized in whole replicas.</summary>
    public static Sizing Of(GroupAnalysis group) => new(group.Demand, group.Required, group.Spare, null);

    /// <summary>Figures of a variant that an optimiser sized, before any bound.</summary>
    /// <param name="model">The model.</param>
    /// <param name="outcome">What the optimiser made of it.</param>
    /// <param name="index">Place of the variant.</param>
    public static Sizing Of(MixModel model, MixOutcome outcome, int index)
    {
        if (outcome.Anchor == Anchor.None)
        {
            return default;
        }

        var ballot = model.Said[outcome.Anchor];
        var role = (int)model.Variants[index].Role;
        return Vote.HasRoles(ballot)
            ? new(Vote.Demand(ballot, role), Vote.Need(ballot, role), Vote.Spare(ballot, role), outcome.PerReplica[index])
            : new(Vote.Sane(ballot.Demand), Vote.Sane(ballot.Required), Vote.Sane(ballot.Spare), outcome.PerReplica[index]);
    }
}
