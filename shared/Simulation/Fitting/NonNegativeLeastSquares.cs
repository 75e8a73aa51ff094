namespace Wva.Simulation.Fitting;

/// <summary>Least squares with no coefficient below 0, exact: of every choice of coefficients that are not 0 the plain solution is taken, and the best that is allowed wins. For a handful of unknowns.</summary>
public static class NonNegativeLeastSquares
{
    private const int MaxUnknowns = 12;
    private const double Negligible = 1e-12;

    /// <summary>Solves it.</summary>
    /// <param name="rows">One row an equation, as many numbers as there are unknowns.</param>
    /// <param name="values">What each row should come to.</param>
    /// <returns>The coefficients, 0 or more each.</returns>
    /// <exception cref="ArgumentException">There is no equation, or rows and values differ in number.</exception>
    public static double[] Solve(IReadOnlyList<double[]> rows, IReadOnlyList<double> values)
    {
        if (rows.Count == 0 || rows.Count != values.Count || rows[0].Length > MaxUnknowns)
        {
            throw new ArgumentException($"{rows.Count} rows and {values.Count} values; allowed: as many of both, 1 or more, of {MaxUnknowns} unknowns at most", nameof(rows));
        }

        var unknowns = rows[0].Length;
        var (best, bestError) = (new double[unknowns], Error(rows, values, new double[unknowns]));
        for (var choice = 1; choice < 1 << unknowns; choice++)
        {
            int[] chosen = [.. Enumerable.Range(0, unknowns).Where(unknown => (choice >> unknown & 1) == 1)];
            if (SolveChosen(rows, values, chosen) is { } coefficients && Error(rows, values, coefficients) is var error && error < bestError)
            {
                (best, bestError) = (coefficients, error);
            }
        }

        return best;
    }

    private static double Error(IReadOnlyList<double[]> rows, IReadOnlyList<double> values, double[] coefficients)
    {
        var sum = 0.0;
        for (var i = 0; i < rows.Count; i++)
        {
            var off = values[i];
            for (var j = 0; j < coefficients.Length; j++)
            {
                off -= rows[i][j] * coefficients[j];
            }

            sum += off * off;
        }

        return sum;
    }

    // The normal equations of the chosen columns; null where they depend on each other, or a coefficient comes out below 0.
    private static double[]? SolveChosen(IReadOnlyList<double[]> rows, IReadOnlyList<double> values, int[] chosen)
    {
        var n = chosen.Length;
        double[][] system = [.. chosen.Select(_ => new double[n + 1])];
        for (var k = 0; k < rows.Count; k++)
        {
            for (var i = 0; i < n; i++)
            {
                for (var j = 0; j < n; j++)
                {
                    system[i][j] += rows[k][chosen[i]] * rows[k][chosen[j]];
                }

                system[i][n] += rows[k][chosen[i]] * values[k];
            }
        }

        if (!Eliminate(system, n))
        {
            return null;
        }

        var coefficients = new double[rows[0].Length];
        for (var i = 0; i < n; i++)
        {
            coefficients[chosen[i]] = system[i][n] / system[i][i];
        }

        return coefficients.All(coefficient => coefficient >= 0) ? coefficients : null;
    }

    // Gauss and Jordan. The matrix is symmetric and not negative, so its diagonal serves as pivots.
    private static bool Eliminate(double[][] system, int n)
    {
        double[] whole = [.. Enumerable.Range(0, n).Select(i => system[i][i])];
        for (var i = 0; i < n; i++)
        {
            var pivot = system[i][i];
            if (!(pivot > Negligible * whole[i]))
            {
                return false;
            }

            for (var row = 0; row < n; row++)
            {
                var factor = row == i ? 0 : system[row][i] / pivot;
                for (var column = i; factor != 0 && column <= n; column++)
                {
                    system[row][column] -= factor * system[i][column];
                }
            }
        }

        return true;
    }
}
