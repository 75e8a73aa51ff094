using System.Collections.Immutable;
using Wva.Scaling.Inputs;

namespace Wva.Scaling.Analysis.Pools;

/// <summary>What namespaces may still spend an hour. Replicas that are to go cost until they are gone.</summary>
internal sealed class CostBudget
{
    /// <summary>Sums of costs are not exact: 0.1 ten times is 1.</summary>
    private const double Slack = 1e-9;

    private readonly ImmutableDictionary<string, double> _caps;
    private readonly Dictionary<string, double> _left;

    private CostBudget(ImmutableDictionary<string, double> caps, Dictionary<string, double> left)
    {
        _caps = caps;
        _left = left;
    }

    /// <summary>Budgets less what all variants hold. A cap that is no number is no cap; one below 0 is 0.</summary>
    /// <param name="caps">Most that a namespace may cost an hour; one that is absent has no cap.</param>
    /// <param name="uses">What every variant of the fleet holds.</param>
    public static CostBudget Of(ImmutableDictionary<string, double> caps, IReadOnlyCollection<GpuUse> uses)
    {
        var left = new Dictionary<string, double>(StringComparer.Ordinal);
        foreach (var (ns, cap) in caps)
        {
            if (!double.IsNaN(cap) && !double.IsPositiveInfinity(cap))
            {
                left[ns] = Math.Max(0, cap);
            }
        }

        foreach (var use in uses)
        {
            if (left.TryGetValue(use.Namespace, out var budget))
            {
                left[use.Namespace] = budget - use.CostPerHour;
            }
        }

        return new CostBudget(caps, left);
    }

    /// <summary>The cap of a namespace that has one.</summary>
    /// <param name="ns">The namespace.</param>
    public double Cap(string ns) => _caps.GetValueOrDefault(ns);

    /// <summary>What a namespace may still spend an hour; infinite where nothing caps it, below 0 where it spends too much.</summary>
    /// <param name="ns">The namespace.</param>
    public double Left(string ns) => _left.TryGetValue(ns, out var left) ? left : double.PositiveInfinity;

    /// <summary>More replicas of a variant that its namespace may still have.</summary>
    /// <param name="ns">The namespace.</param>
    /// <param name="cost">Cost of a replica and hour.</param>
    public int Affordable(string ns, double cost)
    {
        var each = VariantSpec.Reckoned(cost);
        return each <= 0 || !_left.TryGetValue(ns, out var left) ? int.MaxValue : (int)Math.Clamp(Math.Floor((left / each) + Slack), 0, int.MaxValue);
    }

    /// <summary>Spends what more replicas cost.</summary>
    /// <param name="ns">The namespace.</param>
    /// <param name="cost">Cost of a replica and hour.</param>
    /// <param name="replicas">How many.</param>
    public void Spend(string ns, double cost, long replicas)
    {
        if (_left.TryGetValue(ns, out var left))
        {
            _left[ns] = left - (replicas * VariantSpec.Reckoned(cost));
        }
    }
}
