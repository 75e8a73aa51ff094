using System.Collections.Immutable;
using Wva.Aggregator.Cycle;
using Wva.Aggregator.Tests.Fakes;
using Wva.Scaling.Inputs;

namespace Wva.Aggregator.Tests.Cycle;

public sealed class MemoriesTests
{
    private static readonly VariantKey Key = new("ns", "v");

    [Theory]
    [InlineData(0.5)]
    [InlineData(4)]
    [InlineData(600)]
    public void However_short_a_hand_over_was_the_window_and_the_span_without_a_hold_begin_anew_and_grants_stand(double goneSeconds)
    {
        var now = World.Noon.AddSeconds(goneSeconds);
        var before = new LearnedVariant
        {
            Published = 5,
            PublishedAt = World.Noon.AddMinutes(-1),
            Grants = [new Grant(World.Noon.AddMinutes(-1), 5)],
            Wanted = [new WantedEntry(World.Noon.AddSeconds(-20), 4), new WantedEntry(World.Noon, 1)],
            UnheldSince = World.Noon.AddMinutes(-2),
            StartingSince = World.Noon.AddMinutes(-3),
        };
        var after = Assert.Single(Memories.TakenOver(Learned(before), now).Variants).Value;
        Assert.Equal(new WantedEntry(now, 5), Assert.Single(after.Wanted));
        Assert.Null(after.UnheldSince);
        Assert.Equal(before.Grants, after.Grants);
        Assert.Equal((before.Published, before.PublishedAt, before.StartingSince), (after.Published, after.PublishedAt, after.StartingSince));
    }

    [Fact]
    public void A_variant_of_which_nothing_was_published_is_taken_over_as_it_is()
    {
        var before = new LearnedVariant { StartingSince = World.Noon };
        Assert.Same(before, Assert.Single(Memories.TakenOver(Learned(before), World.Noon.AddSeconds(9)).Variants).Value);
    }

    private static LearnedState Learned(LearnedVariant variant) =>
        new() { At = World.Noon, Variants = ImmutableDictionary<VariantKey, LearnedVariant>.Empty.Add(Key, variant) };
}
