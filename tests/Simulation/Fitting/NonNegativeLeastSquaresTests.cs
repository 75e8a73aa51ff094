using CsCheck;
using Wva.Simulation.Fitting;

namespace Wva.Simulation.Tests.Fitting;

public sealed class NonNegativeLeastSquaresTests
{
    private static readonly Gen<double[][]> Rows = Gen.Double[0.1, 2].Array[3].Array[6, 20];

    [Fact]
    public void What_was_mixed_without_noise_is_found_again() =>
        Gen.Select(Rows, Gen.Double[0, 5].Array[3]).Sample((rows, truth) =>
        {
            var found = NonNegativeLeastSquares.Solve(rows, [.. rows.Select(row => Dot(row, truth))]);

            Assert.True(Error(rows, rows.Select(row => Dot(row, truth)), found) < 1e-12);
        });

    [Fact]
    public void No_small_step_from_the_solution_that_is_allowed_makes_it_better() =>
        Gen.Select(Rows, Gen.Double[-3, 5].Array[20], Gen.Int[0, 2], Gen.Double[-0.01, 0.01]).Sample((rows, values, unknown, step) =>
        {
            double[] wanted = [.. values.Take(rows.Length)];
            rows = [.. rows.Take(wanted.Length)];
            var found = NonNegativeLeastSquares.Solve(rows, wanted);
            Assert.All(found, coefficient => Assert.True(coefficient >= 0));

            var moved = (double[])found.Clone();
            moved[unknown] = Math.Max(0, moved[unknown] + step);
            Assert.True(Error(rows, wanted, found) <= Error(rows, wanted, moved) + 1e-9);
        });

    [Fact]
    public void Without_equations_there_is_no_solution() => Assert.Throws<ArgumentException>(() => NonNegativeLeastSquares.Solve([], []));

    private static double Dot(double[] row, double[] factors) => row.Zip(factors, (a, b) => a * b).Sum();

    private static double Error(double[][] rows, IEnumerable<double> values, double[] coefficients) =>
        rows.Zip(values, (row, value) => Math.Pow(value - Dot(row, coefficients), 2)).Sum();
}
