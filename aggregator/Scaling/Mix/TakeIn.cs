namespace Wva.Scaling.Mix;

/// <summary>
/// Scaling in of one model by what every live analyzer has to spare, the most expensive variant first. Published, an analyzer that does not know
/// a role forbids it (weakness W14), and the last replica is guarded only on the last variant of the order; by default it is no veto, and a variant
/// whose capacity nobody knows guards nobody else's last replica.
/// </summary>
internal static class TakeIn
{
    public static void Run(MixWork work)
    {
        if (!work.Published && !AllAreNumbers(work))
        {
            return;
        }

        for (var role = 0; role < Vote.Roles; role++)
        {
            if (work.IsActive[role] && Spares(work, role) is { } spares)
            {
                FromRole(work, role, spares);
            }
        }
    }

    /// <summary>What each live analyzer has to spare of a role (below 0: it has no word); null where one has nothing, or none is live.</summary>
    private static double[]? Spares(MixWork work, int role)
    {
        var spares = new double[work.Voters.Length];
        var any = false;
        for (var i = 0; i < spares.Length; i++)
        {
            var voter = work.Voters[i];
            if (!voter.Live || (!work.Published && !Vote.Knows(voter, role)))
            {
                spares[i] = -1;
                continue;
            }

            spares[i] = Vote.Spare(voter, role);
            if (spares[i] <= 0)
            {
                return null;
            }

            any = true;
        }

        return any ? spares : null;
    }

    private static void FromRole(MixWork work, int role, double[] spares)
    {
        var order = Order(work, role);
        var earlier = false;
        for (var at = 0; at < order.Length; at++)
        {
            var variant = order[at];
            if (work.Model.Variants[variant].IsRaised)
            {
                return; // it would be its turn, and a min raises it: nobody cheaper goes in its place
            }

            if (work.PerReplica[variant] > 0)
            {
                var isGuarded = !earlier && IsLast(work, order, at);
                Take(work, variant, isGuarded, spares);
            }

            earlier |= work.Targets[variant] > 0 && (work.Published || work.PerReplica[variant] > 0);
        }
    }

    private static void Take(MixWork work, int variant, bool isGuarded, double[] spares)
    {
        var fewer = (int)Math.Min((long)work.Targets[variant] - Math.Max(0, work.Model.Variants[variant].Min), Removable(work, variant, spares));
        if (fewer <= 0)
        {
            return;
        }

        if (isGuarded && work.Targets[variant] - fewer < 1)
        {
            fewer = work.Targets[variant] - 1;
        }

        work.Targets[variant] -= fewer;
        for (var i = 0; i < spares.Length; i++)
        {
            spares[i] = spares[i] < 0 ? spares[i] : Math.Max(0, spares[i] - (fewer * Vote.Capacity(work.Voters[i], variant)));
        }
    }

    private static int Removable(MixWork work, int variant, double[] spares)
    {
        int? fewest = null;
        for (var i = 0; i < spares.Length; i++)
        {
            if (spares[i] >= 0 && Vote.Capacity(work.Voters[i], variant) is > 0 and var own)
            {
                fewest = Math.Min(fewest ?? int.MaxValue, Vote.WholeDown(spares[i] / own));
            }
        }

        return fewest ?? 0;
    }

    /// <summary>Whether it is the end of the order; by default variants without a known capacity do not count.</summary>
    private static bool IsLast(MixWork work, int[] order, int at)
    {
        for (var i = at + 1; i < order.Length; i++)
        {
            if (work.Published || work.PerReplica[order[i]] > 0)
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>Variants of a role, the most expensive first, then those that count for least, then by name.</summary>
    public static int[] Order(MixWork work, int role)
    {
        var order = new List<int>(work.Targets.Length);
        for (var i = 0; i < work.Targets.Length; i++)
        {
            if ((int)work.Model.Variants[i].Role == role)
            {
                order.Add(i);
            }
        }

        order.Sort((x, y) => Compare(work, x, y));
        return [.. order];
    }

    private static int Compare(MixWork work, int x, int y)
    {
        var (a, b) = (work.Model.Variants[x], work.Model.Variants[y]);
        var byCost = PickOrder.Cost(b).CompareTo(PickOrder.Cost(a));
        var byWeight = byCost != 0 ? byCost : Weight(work, x).CompareTo(Weight(work, y));
        var byName = string.CompareOrdinal(a.Name, b.Name);
        return byWeight != 0 ? byWeight : work.LastNameFirst ? -byName : byName;
    }

    private static double Weight(MixWork work, int variant)
    {
        double weight = 0;
        foreach (var voter in work.Voters)
        {
            weight += Vote.Sane(voter.Score) * Vote.Capacity(voter, variant);
        }

        return weight;
    }

    private static bool AllAreNumbers(MixWork work)
    {
        foreach (var voter in work.Voters)
        {
            if (!Vote.IsNumber(voter))
            {
                return false;
            }
        }

        return true;
    }
}
