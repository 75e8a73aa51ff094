using System.Collections.Immutable;
using Wva.Scaling.Inputs;

namespace Wva.Scaling.Limits;

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
    public static CostBudget Of(ImmutableArray<GrowthRequest> requests, ImmutableDictionary<string, double> caps)
    {
        var left = new Dictionary<string, double>(StringComparer.Ordinal);
        foreach (var (ns, cap) in caps)
        {
            if (!double.IsNaN(cap) && !double.IsPositiveInfinity(cap))
            {
                left[ns] = Math.Max(0, cap);
            }
        }

        foreach (var request in requests)
        {
            if (left.TryGetValue(request.Key.Namespace, out var budget))
            {
                left[request.Key.Namespace] = budget - (request.Held * Cost(request));
            }
        }

        return new CostBudget(caps, left);
    }

    /// <summary>The cap of a namespace that has one.</summary>
    public double Cap(string ns) => _caps.GetValueOrDefault(ns);

    /// <summary>More replicas of a variant that its namespace may still have.</summary>
    public long Affordable(GrowthRequest request)
    {
        if (!_left.TryGetValue(request.Key.Namespace, out var left) || Cost(request) <= 0)
        {
            return int.MaxValue;
        }

        return (long)Math.Clamp(Math.Floor((left / Cost(request)) + Slack), 0, int.MaxValue);
    }

    /// <summary>Spends what more replicas cost.</summary>
    public void Spend(GrowthRequest request, long replicas)
    {
        if (_left.TryGetValue(request.Key.Namespace, out var left))
        {
            _left[request.Key.Namespace] = left - (replicas * Cost(request));
        }
    }

    /// <summary>A cost that cannot be is the cost of a variant that gives none.</summary>
    private static double Cost(GrowthRequest request) => VariantSpec.Reckoned(request.Cost);
}
