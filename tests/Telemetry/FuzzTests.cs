using Wva.Testing.Pages;

namespace Wva.Telemetry.Tests;

/// <summary>A short run of what tests/Fuzz runs at length: the same cases, from the first one on.</summary>
public sealed class FuzzTests
{
    private const ulong Seed = 1;

    [Fact]
    public void Reader_and_slow_reader_agree_on_changed_pieces_of_pages() => Run(20_000, static (fuzz, index) => fuzz.CheckPiece(index, out _));

    [Fact]
    public void Samplers_agree_on_changed_pages_one_after_the_other() => Run(60, static (fuzz, index) => fuzz.CheckPages(index, out _, out _));

    [Fact]
    public void A_case_is_the_same_for_the_same_seed_and_index_and_another_for_others()
    {
        string Draw(ulong seed, long index)
        {
            var chance = new FuzzChance(seed, index);
            return string.Join(' ', Enumerable.Range(0, 8).Select(_ => chance.Below(1000)));
        }

        Assert.Equal(Draw(1, 2), Draw(1, 2));
        Assert.Equal(4, new[] { Draw(1, 2), Draw(2, 1), Draw(1, 3), Draw(2, 2) }.Distinct(StringComparer.Ordinal).Count());
    }

    private static void Run(int cases, Func<PageFuzz, long, FuzzFinding?> check)
    {
        var sources = FuzzSources.Load();
        Assert.True(sources.Engines.Count >= 60, $"{sources.Engines.Count} engines");
        using var fuzz = new PageFuzz(sources, Seed);
        for (var index = 0; index < cases; index++)
        {
            var finding = check(fuzz, index);
            Assert.True(finding is null, $"seed {Seed}, case {index}: {finding?.Difference}");
        }
    }
}
