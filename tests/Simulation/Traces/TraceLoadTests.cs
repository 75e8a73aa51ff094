using CsCheck;
using Wva.Simulation.Traces;

namespace Wva.Simulation.Tests.Traces;

public sealed class TraceLoadTests
{
    private static readonly Gen<TraceRequest[]> Traces = Gen.Int[0, 60_000].Array[0, 40].Select(static moments =>
        moments.Order().Select(static (moment, index) => new TraceRequest(moment / 1000.0, index + 1, 1)).ToArray());

    [Fact]
    public void Squeezing_keeps_order_count_and_shape_of_any_trace() =>
        Gen.Select(Traces, Gen.Double[0.1, 1000]).Sample(static (trace, factor) =>
        {
            var squeezed = trace.Squeezed(factor).ToArray();

            Assert.Equal(trace.Select(request => request.PromptTokens), squeezed.Select(request => request.PromptTokens));
            Assert.All(trace.Zip(squeezed), pair => Assert.Equal(pair.First.ArrivalSeconds, pair.Second.ArrivalSeconds * factor, 1e-9 * (1 + pair.First.ArrivalSeconds)));
        });

    [Fact]
    public void Multiplying_gives_each_request_so_often_in_order_and_at_most_ten_seconds_later() =>
        Gen.Select(Traces, Gen.Int[1, 5], Gen.Int[0, 1000]).Sample(static (trace, multiplier, seed) =>
        {
            var multiplied = trace.Multiplied(multiplier, seed).ToArray();

            Assert.Equal(multiplied.Select(request => request.ArrivalSeconds).Order(), multiplied.Select(request => request.ArrivalSeconds));
            foreach (var request in trace)
            {
                var copies = multiplied.Where(copy => copy.PromptTokens == request.PromptTokens).ToArray();
                Assert.Equal(multiplier, copies.Length);
                Assert.Contains(request, copies);
                Assert.All(copies, copy => Assert.InRange(copy.ArrivalSeconds - request.ArrivalSeconds, 0, 10));
            }

            Assert.Equal(trace.Length * multiplier, multiplied.Length);
        });

    [Fact]
    public void Thinning_keeps_some_requests_as_they_are_and_the_same_seed_the_same_ones() =>
        Gen.Select(Traces, Gen.Double[0.05, 1], Gen.Int[0, 1000]).Sample(static (trace, share, seed) =>
        {
            var thinned = trace.Thinned(share, seed).ToArray();

            Assert.Equal(trace.Where(thinned.Contains), thinned);
            Assert.Equal(thinned, trace.Thinned(share, seed));
        });

    [Fact]
    public void Thinning_keeps_the_share_and_is_no_clock()
    {
        TraceRequest[] steady = [.. Enumerable.Range(0, 100_000).Select(static second => new TraceRequest(second, 1, 1))];

        var kept = steady.Thinned(0.1, seed: 1).Select(static request => request.ArrivalSeconds).ToArray();

        Assert.InRange(kept.Length, 10_000 - 300, 10_000 + 300);
        double[] gaps = [.. kept.Skip(1).Zip(kept, static (later, earlier) => later - earlier)];
        Assert.InRange(gaps.Average(gap => Math.Pow(gap - gaps.Average(), 2)), 80, 100); // geometric: (1 - p) / p²
        Assert.Same(steady, steady.Thinned(1, seed: 1));
    }

    [Fact]
    public void A_delay_moves_every_request() =>
        Assert.Equal([12.5, 13.5], new TraceRequest[] { new(2.5, 1, 1), new(3.5, 1, 1) }.Delayed(TimeSpan.FromSeconds(10)).Select(static request => request.ArrivalSeconds));

    [Fact]
    public void The_same_seed_gives_the_same_copies_and_another_one_others()
    {
        TraceRequest[] trace = [new(0, 1, 1), new(1, 2, 1)];

        Assert.Equal(trace.Multiplied(3, 7), trace.Multiplied(3, 7));
        Assert.NotEqual(trace.Multiplied(3, 7), trace.Multiplied(3, 8));
    }

    [Fact]
    public void Factors_that_make_no_sense_are_refused()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => Enumerable.Empty<TraceRequest>().Squeezed(0));
        Assert.Throws<ArgumentOutOfRangeException>(() => Enumerable.Empty<TraceRequest>().Squeezed(double.NaN));
        Assert.Throws<ArgumentOutOfRangeException>(() => Enumerable.Empty<TraceRequest>().Thinned(0, 1));
        Assert.Throws<ArgumentOutOfRangeException>(() => Enumerable.Empty<TraceRequest>().Thinned(1.1, 1));
        Assert.Throws<ArgumentOutOfRangeException>(() => Enumerable.Empty<TraceRequest>().Thinned(double.NaN, 1));
        Assert.Throws<ArgumentOutOfRangeException>(() => Enumerable.Empty<TraceRequest>().Multiplied(0, 1));
    }
}
