using Wva.Scaling.Inputs;

namespace Wva.Scaling.Analysis.Saturation;

/// <summary>What the token analyzer knows of a model's variants, in the model's order.</summary>
/// <param name="Variants">The variants.</param>
/// <param name="Tallies">Demand and capacity of their pods.</param>
/// <param name="Supplies">Their replicas and what each holds.</param>
/// <param name="ByName">Their indices by name: sums come out the same whatever order they came in.</param>
/// <param name="Requests">Length of the model's requests.</param>
/// <param name="Thresholds">Between which use nothing changes.</param>
internal sealed record SaturationParts(
    TokenVariant[] Variants, TokenTally[] Tallies, TokenSupply[] Supplies, int[] ByName, Workload Requests, UseThresholds Thresholds)
{
    /// <summary>What the model's samples are good for.</summary>
    public Signal Signal
        => Variants.Any(v => v.Standing.Pods.AnyFresh) ? Signal.Fresh
        : Variants.Any(v => v.Standing.Pods.EverSampled) ? Signal.Lost
        : Signal.Missing;

    /// <summary>Whether any number of a variant is fresh; null where none of its replicas is asked for or there.</summary>
    public bool? IsFresh(int index)
    {
        var standing = Variants[index].Standing;
        return standing.Pods.AnyFresh ? true : standing.Current > 0 || standing.Standing > 0 ? false : null;
    }

    /// <summary>Role of a variant.</summary>
    public Role RoleOf(int index) => Variants[index].Snapshot.Spec.Role;
}
