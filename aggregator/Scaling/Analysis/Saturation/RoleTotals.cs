using System.Collections.Immutable;
using Wva.Scaling.Inputs;

namespace Wva.Scaling.Analysis.Saturation;

/// <summary>Totals of a model by role, and what they come to. Roles are told apart only where a variant does not do both.</summary>
internal sealed class RoleTotals
{
    private static readonly Role[] Roles = Enum.GetValues<Role>();

    private readonly CapacityTotals[] _totals = new CapacityTotals[Roles.Length];
    private readonly bool[] _present = new bool[Roles.Length];

    public CapacityTotals Model { get; private set; }

    /// <summary>Whether some variant does not do both.</summary>
    public bool Disaggregated => _present[(int)Role.Prefill] || _present[(int)Role.Decode];

    public void Add(Role role, CapacityTotals totals)
    {
        var index = Enum.IsDefined(role) ? (int)role : (int)Role.Both;
        _present[index] = true;
        _totals[index] += totals;
        Model += totals;
    }

    /// <summary>Requests at the router: their prompts are for prefill, prompts and outputs for everyone else who is there.</summary>
    public void AddQueued(double input, double output)
    {
        Model += new CapacityTotals(input + output, 0, 0);
        foreach (var role in Roles)
        {
            if (_present[(int)role])
            {
                _totals[(int)role] += new CapacityTotals(role is Role.Prefill ? input : input + output, 0, 0);
            }
        }
    }

    /// <summary>Need and spare by role, for those that are there.</summary>
    public ImmutableArray<RoleBallot> Ballots(UseThresholds thresholds)
    {
        if (!Disaggregated)
        {
            return [];
        }

        var ballots = ImmutableArray.CreateBuilder<RoleBallot>(Roles.Length);
        foreach (var role in Roles)
        {
            if (_present[(int)role])
            {
                var totals = _totals[(int)role];
                ballots.Add(new RoleBallot(role, thresholds.Required(totals), thresholds.Spare(totals))
                {
                    Demand = totals.Demand,
                    Supply = totals.Supply,
                    Anticipated = totals.Anticipated,
                });
            }
        }

        return ballots.DrainToImmutable();
    }
}
