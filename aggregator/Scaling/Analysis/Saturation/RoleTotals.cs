using System.Collections.Immutable;
using Wva.Scaling.Inputs;

namespace Wva.Scaling.Analysis.Saturation;

/// <summary>Totals of a model by role, and what they come to. Roles are told apart only where a variant does not do both.</summary>
internal sealed class RoleTotals
{
    private static readonly Role[] Roles = Enum.GetValues<Role>();

    private readonly CapacityTotals[] _totals = new CapacityTotals[Roles.Length];
    private readonly bool[] _present = new bool[Roles.Length];
    private readonly bool[] _fresh = new bool[Roles.Length];
    private readonly bool[] _silent = new bool[Roles.Length];
    private readonly bool[] _unknown = new bool[Roles.Length];

    /// <summary>How many roles there are.</summary>
    public static int Count => Roles.Length;

    /// <summary>Figures of the whole model.</summary>
    public CapacityTotals Model { get; private set; }

    /// <summary>Whether some variant does not do both.</summary>
    public bool Disaggregated => _present[(int)Role.Prefill] || _present[(int)Role.Decode];

    /// <summary>Adds a variant.</summary>
    /// <param name="role">Its role.</param>
    /// <param name="totals">Its figures.</param>
    /// <param name="fresh">Whether any of its numbers is fresh; null where nothing of it is there. A role that is there and says nothing neither grows nor scales in.</param>
    /// <param name="unknown">Whether it serves and nobody knows its capacity; then nothing of its role scales in.</param>
    public void Add(Role role, CapacityTotals totals, bool? fresh = true, bool unknown = false)
    {
        var index = IndexOf(role);
        _present[index] = true;
        _fresh[index] |= fresh is true;
        _silent[index] |= fresh is false;
        _unknown[index] |= unknown;
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

    /// <summary>Capacity needed beyond what is coming, of the whole model.</summary>
    public double Required(UseThresholds thresholds) => _fresh.AsSpan().Contains(value: true) ? thresholds.Required(Model) : 0;

    /// <summary>Capacity beyond the need, of the whole model.</summary>
    public double Spare(UseThresholds thresholds)
        => _fresh.AsSpan().Contains(value: true) && !_unknown.AsSpan().Contains(value: true) ? thresholds.Spare(Model) : 0;

    /// <summary>Need and spare by role, for those that are there.</summary>
    public ImmutableArray<RoleBallot> Ballots(UseThresholds thresholds)
    {
        if (!Disaggregated)
        {
            return [];
        }

        var anyFresh = _fresh.AsSpan().Contains(value: true);
        var ballots = ImmutableArray.CreateBuilder<RoleBallot>(Roles.Length);
        foreach (var role in Roles)
        {
            if (_present[(int)role])
            {
                var totals = _totals[(int)role];
                var isHeard = anyFresh && (_fresh[(int)role] || !_silent[(int)role]);
                var required = isHeard ? thresholds.Required(totals) : 0;
                ballots.Add(new RoleBallot(role, required, isHeard && !_unknown[(int)role] ? thresholds.Spare(totals) : 0)
                {
                    Demand = totals.Demand,
                    Supply = totals.Supply,
                    Anticipated = totals.Anticipated,
                });
            }
        }

        return ballots.DrainToImmutable();
    }

    /// <summary>Place of a role among those that there are.</summary>
    public static int IndexOf(Role role) => Enum.IsDefined(role) ? (int)role : (int)Role.Both;
}
