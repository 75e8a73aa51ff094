using Wva.Scaling.Inputs;

namespace Wva.Scaling.Analysis.Saturation;

/// <summary>Demand of pods that were silent for too long: as full as their fresh siblings are on the mean, or what they still show where that is more.</summary>
internal sealed class GivenUpDemand
{
    private readonly double[] _demand = new double[RoleTotals.Count];
    private readonly double[] _capacity = new double[RoleTotals.Count];

    /// <summary>Adds a variant to the siblings of its role.</summary>
    public void Add(Role role, TokenTally tally)
    {
        _demand[RoleTotals.IndexOf(role)] += tally.FreshDemand;
        _capacity[RoleTotals.IndexOf(role)] += tally.FreshCapacity;
    }

    /// <summary>Demand of a variant's given up pods.</summary>
    public double Of(Role role, TokenTally tally)
    {
        if (tally.GivenUpCapacity <= 0)
        {
            return 0;
        }

        var use = tally.FreshCapacity > 0 ? tally.FreshDemand / tally.FreshCapacity
            : _capacity[RoleTotals.IndexOf(role)] is > 0 and var capacity ? _demand[RoleTotals.IndexOf(role)] / capacity
            : 1;
        return Math.Max(use * tally.GivenUpCapacity, tally.GivenUpShown);
    }
}
