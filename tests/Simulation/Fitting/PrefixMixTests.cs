using CsCheck;
using Wva.Simulation.Fitting;

namespace Wva.Simulation.Tests.Fitting;

public sealed class PrefixMixTests
{
    [Fact]
    public void What_sharing_saves_is_what_random_batches_save_on_average() =>
        Gen.Select(Gen.Double[0, 0.9], Gen.Int[1, 6], Gen.Int[1, 30], Gen.Int).Sample(
            (share, prefixes, sequences, seed) =>
            {
                var (mix, random, saved) = (new PrefixMix(share, prefixes, 100), new Random(seed), 0.0);
                const int Batches = 3000;
                for (var batch = 0; batch < Batches; batch++)
                {
                    int[] held = [.. Enumerable.Range(0, sequences).Where(_ => random.NextDouble() < share).Select(_ => random.Next(prefixes))];
                    saved += 100 * (held.Length - held.Distinct().Count());
                }

                Assert.Equal(mix.SavedTokens(sequences), saved / Batches, tolerance: 30.0);
            },
            iter: 50);
}
