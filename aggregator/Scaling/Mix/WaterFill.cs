namespace Wva.Scaling.Mix;

/// <summary>Whole GPUs shared by weight: everyone has its floor, whoever reaches its cap is done, and what rounding leaves goes by the largest remainder, first place first.</summary>
internal static class WaterFill
{
    // Shares that end in the same fraction tie, whatever their quotients are in floating point.
    private const int TieDigits = 9;

    /// <summary>Shares a budget.</summary>
    /// <param name="budget">GPUs to share; floors are given even where they come to more.</param>
    /// <param name="floors">Fewest, by place.</param>
    /// <param name="caps">Most, by place; none is below its floor.</param>
    /// <param name="weights">By place; where all are 0 nobody gets more than its floor.</param>
    public static long[] Share(long budget, ReadOnlySpan<long> floors, ReadOnlySpan<long> caps, ReadOnlySpan<double> weights)
    {
        var shares = floors.ToArray();
        var left = budget - Sum(shares);
        if (left <= 0)
        {
            return shares;
        }

        var isFixed = new bool[shares.Length];
        while (FixAtCap(shares, caps, weights, isFixed, ref left))
        {
        }

        return Round(shares, caps, weights, isFixed, left);
    }

    /// <summary>Fixes all whose share would reach their cap; whether there was one.</summary>
    private static bool FixAtCap(long[] shares, ReadOnlySpan<long> caps, ReadOnlySpan<double> weights, bool[] isFixed, ref long left)
    {
        var total = Total(weights, isFixed);
        var (found, given) = (false, 0L);
        for (var i = 0; i < shares.Length; i++)
        {
            if (!isFixed[i] && (weights[i] <= 0 || shares[i] + (left * (weights[i] / total)) >= caps[i]))
            {
                given += weights[i] <= 0 ? 0 : caps[i] - shares[i];
                shares[i] = weights[i] <= 0 ? shares[i] : caps[i];
                isFixed[i] = found = true;
            }
        }

        left -= given;
        return found;
    }

    private static long[] Round(long[] shares, ReadOnlySpan<long> caps, ReadOnlySpan<double> weights, bool[] isFixed, long left)
    {
        var total = Total(weights, isFixed);
        var remainders = new double[shares.Length];
        var rest = left;
        for (var i = 0; i < shares.Length; i++)
        {
            if (!isFixed[i])
            {
                var exact = left * (weights[i] / total);
                var whole = (long)Math.Floor(exact);
                remainders[i] = exact - whole;
                shares[i] += whole;
                rest -= whole;
            }
        }

        var order = Enumerable.Range(0, shares.Length).Where(i => !isFixed[i]).OrderByDescending(i => Math.Round(remainders[i], TieDigits)).ToArray(); // stable: first place first
        foreach (var i in order)
        {
            var one = rest > 0 && shares[i] < caps[i] ? 1 : 0;
            shares[i] += one;
            rest -= one;
        }

        return shares;
    }

    private static double Total(ReadOnlySpan<double> weights, bool[] isFixed)
    {
        double total = 0;
        for (var i = 0; i < weights.Length; i++)
        {
            total += isFixed[i] ? 0 : Math.Max(0, weights[i]);
        }

        return total;
    }

    private static long Sum(long[] numbers)
    {
        long sum = 0;
        foreach (var number in numbers)
        {
            sum += number;
        }

        return sum;
    }
}
