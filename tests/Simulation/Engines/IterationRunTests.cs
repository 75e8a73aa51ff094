using CsCheck;
using Wva.Simulation.Engines;

namespace Wva.Simulation.Tests.Engines;

public sealed class IterationRunTests
{
    private static readonly Gen<IterationRun> AnyRun = Gen.Select(
        Gen.Double[0, 1e5], Gen.Int[1, 3000], Gen.Double[1e-3, 0.2], Gen.Double[0, 1e-3],
        (start, iterations, first, growth) => new IterationRun(start, iterations, 1, first, growth));

    [Fact]
    public void An_iteration_has_ended_at_its_own_end_and_not_before() =>
        Gen.Select(AnyRun, Gen.Double[0, 1]).Sample((run, share) =>
        {
            var index = 1 + (int)(share * (run.Iterations - 1));
            var end = run.EndOf(index);

            Assert.Equal(index, run.EndedBy(end));
            Assert.Equal(index - 1, run.EndedBy(Math.BitDecrement(end)));
            Assert.Equal(index, run.BegunBefore(end));
            Assert.Equal(Math.Min(index + 1, run.Iterations), run.BegunBefore(Math.BitIncrement(end)));
        });

    [Fact]
    public void Its_end_is_the_sum_of_its_iterations() =>
        AnyRun.Sample(run => Assert.Equal(
            run.StartsAt + Enumerable.Range(0, run.Iterations).Sum(run.SecondsOf),
            run.EndsAt,
            1e-6));
}
