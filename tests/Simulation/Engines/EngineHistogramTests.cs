using CsCheck;
using Wva.Simulation.Engines;

namespace Wva.Simulation.Tests.Engines;

public sealed class EngineHistogramTests
{
    [Fact]
    public void Rising_values_at_once_fall_where_they_fall_one_by_one() =>
        Gen.Select(Gen.Double[0, 3], Gen.OneOf(Gen.Const(0.0), Gen.Double[0, 0.2]), Gen.Int[0, 300], Gen.Int[1, 40]).Sample((first, rise, values, times) =>
        {
            var (atOnce, oneByOne) = (new EngineHistogram(EngineBuckets.Itl), new EngineHistogram(EngineBuckets.Itl));
            atOnce.AddRising(first, rise, values, times);
            for (var i = 0; i < values; i++)
            {
                oneByOne.Add(first + (rise * i), times);
            }

            Assert.Equal(oneByOne.Buckets.ToArray(), atOnce.Buckets.ToArray());
            Assert.Equal(oneByOne.Count, atOnce.Count);
            Assert.Equal(oneByOne.Sum, atOnce.Sum, 1e-6);
        });

    [Theory]
    [InlineData(0.0, 0)]
    [InlineData(0.01, 0)]
    [InlineData(0.0100001, 1)]
    [InlineData(80, 18)]
    [InlineData(81, 19)]
    public void A_value_on_a_bound_lies_in_the_bucket_below_it(double value, int bucket)
    {
        var histogram = new EngineHistogram(EngineBuckets.Itl);
        histogram.Add(value);

        Assert.Equal(1, histogram.Buckets[bucket]);
    }

    [Fact]
    public void Token_bounds_go_up_to_the_longest_sequence() =>
        Assert.Equal([1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 2000, double.PositiveInfinity], EngineBuckets.Tokens(2048));
}
