using System.Collections.Immutable;
using Wva.Scaling.Analysis;
using Wva.Scaling.Inputs;
using Wva.Scaling.Mix;

namespace Wva.Scaling.Decision;

/// <summary>What a model was sized by, for whoever asks why.</summary>
internal static class FigureBuilder
{
    public static ModelFigures Build(MixModel model, Ballot ballot)
    {
        var capacities = ImmutableDictionary.CreateBuilder<string, double>(StringComparer.Ordinal);
        for (var i = 0; i < model.Variants.Length; i++)
        {
            capacities[model.Variants[i].Name] = ballot.Variants[i].PerReplica;
        }

        return new ModelFigures(model.Namespace, model.ModelId, Figures(ballot.Required, ballot.Spare, ballot.Demand, ballot.Supply, ballot.Anticipated, ballot))
        {
            PerReplicaCapacity = capacities.ToImmutable(),
            Roles = ballot.Roles.IsEmpty ? ImmutableDictionary<Role, CapacityFigures>.Empty : ballot.Roles.ToImmutableDictionary(r => r.Role, r => Figures(r.Required, r.Spare, r.Demand, r.Supply, r.Anticipated, ballot)),
        };
    }

    /// <summary>A given analysis has no totals.</summary>
    private static CapacityFigures Figures(double required, double spare, double demand, double supply, double anticipated, Ballot ballot)
    {
        var isGiven = ballot.Variants.All(v => v.Source == GivenBallots.Source);
        return new CapacityFigures(required, spare)
        {
            TotalDemand = isGiven ? null : demand,
            TotalSupply = isGiven ? null : supply,
            TotalAnticipatedSupply = isGiven ? null : anticipated,
        };
    }
}
