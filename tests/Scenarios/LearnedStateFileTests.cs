using System.Collections.Immutable;
using CsCheck;
using Wva.Scaling.Inputs;

namespace Wva.Scenarios.Tests;

public sealed class LearnedStateFileTests
{
    private static readonly Gen<DateTimeOffset> Times = Gen.Long[DateTimeOffset.UnixEpoch.Ticks, DateTimeOffset.MaxValue.Ticks].Select(t => new DateTimeOffset(t, TimeSpan.Zero));

    private static readonly Gen<DateTimeOffset?> MaybeTimes = Gen.Select(Gen.Bool, Times).Select((there, t) => there ? t : (DateTimeOffset?)null);

    private static readonly Gen<VariantKey> Keys = Gen.Select(Gen.String[Gen.Char.AlphaNumeric, 1, 5], Gen.String[Gen.Char.AlphaNumeric, 1, 5]).Select((ns, name) => new VariantKey(ns, name));

    private static readonly Gen<LearnedVariant> Variants =
        from published in Gen.Int[-1, 9].Select(n => n < 0 ? null : (int?)n)
        from grants in Gen.Select(Times, Gen.Int[0, 9]).Select((at, n) => new Grant(at, n)).Array[0, 3]
        from wanted in Gen.Select(Times, Gen.Int[0, 9]).Select((at, n) => new WantedEntry(at, n)).Array[0, 3]
        from times in MaybeTimes.Array[5]
        from bounds in Gen.Int[-1, 3].Array[3]
        select new LearnedVariant
        {
            Published = published,
            PublishedAt = times[0],
            Bounds = bounds[0] < 0 ? null : new VariantBounds(bounds[1] < 0 ? null : bounds[1], bounds[2] < 0 ? null : bounds[2]),
            Grants = [.. grants],
            Wanted = [.. wanted],
            UnheldSince = times[1],
            UnseenSince = times[2],
            StartingSince = times[3],
            AbsentSince = times[4],
        };

    private static readonly Gen<KnownReplicaEntry> Replicas =
        from key in Keys
        from hasVariant in Gen.Bool
        from pod in Gen.String[0, 5]
        from seen in Times
        from served in Gen.Bool
        select new KnownReplicaEntry(key.Namespace, pod, "uid \"1\"", "", hasVariant ? key : null, seen, served);

    private static readonly Gen<LearnedCapacity> Capacities =
        from at in Times
        from tokens in Gen.Double[0, 1e7]
        from ranks in Gen.Int[1, 8]
        from residents in Gen.Select(Times, Gen.Double[0, 1000]).Select((when, requests) => new LearnedResidents(when, requests)).Array[0, 3]
        select new LearnedCapacity { At = at, PodTemplateHash = ranks > 4 ? null : "h", KvTokens = tokens, Ranks = ranks, Residents = [.. residents] };

    private static readonly Gen<PublishedTokens?> Published =
        from there in Gen.Bool
        from live in Gen.Bool
        from tokens in Gen.Double[0, 1e7].Array[0, 3]
        select !there ? null : new PublishedTokens
        {
            Capacities = [.. tokens.Select(number => new PublishedCapacity { Namespace = "ns", ModelId = "m", Variant = "v", Live = live, EffectiveTokens = number, EngineArguments = live ? ["--a"] : null })],
            Histories = [new PublishedHistory("m", "A100", 2, "short", [.. tokens])],
        };

    private static readonly Gen<StateFile> States =
        from at in MaybeTimes
        from capacities in Gen.Select(Keys, Capacities).Array[0, 3]
        from published in Published
        from variants in Gen.Select(Keys, Variants).Array[0, 4]
        from replicas in Replicas.Array[0, 4]
        from written in Times
        select new StateFile(
            new LearnedState
            {
                At = at,
                Variants = variants.DistinctBy(v => v.Item1).ToImmutableDictionary(v => v.Item1, v => v.Item2),
                Capacities = capacities.DistinctBy(c => c.Item1).ToImmutableDictionary(c => c.Item1, c => c.Item2),
                PublishedTokens = published,
            },
            [.. replicas],
            written);

    [Fact]
    public void A_variant_with_all_that_can_be_learned_of_it_takes_less_than_two_thousand_bytes()
    {
        var at = new DateTimeOffset(2026, 12, 1, 8, 30, 0, TimeSpan.Zero).AddTicks(1_234_567);
        var capacity = new LearnedCapacity { At = at, PodTemplateHash = "5d8f7c9b64", KvTokens = 231_000, Ranks = 8, Residents = [.. Enumerable.Repeat(new LearnedResidents(at, 187.5), 10)] };
        var learned = new LearnedVariant { Published = 12, PublishedAt = at, UnheldSince = at, Wanted = [new WantedEntry(at, 12)] };
        var keys = Enumerable.Range(0, 1000).Select(i => new VariantKey("a-namespace", $"llama-3-70b-instruct-{i}")).ToArray();
        var state = new StateFile(
            new LearnedState { At = at, Variants = keys.ToImmutableDictionary(key => key, _ => learned), Capacities = keys.ToImmutableDictionary(key => key, _ => capacity) },
            [],
            at);

        var text = LearnedStateFile.Write(state);
        Assert.InRange(text.Length / keys.Length, 500, 2000);
        Assert.Equal(text, LearnedStateFile.Write(LearnedStateFile.Read(text, "state").Value!));
    }

    [Fact]
    public void A_state_read_is_the_state_written()
        => States.Sample(state =>
        {
            var text = LearnedStateFile.Write(state);
            var reading = LearnedStateFile.Read(text, "state");
            Assert.True(reading.IsGood, reading.Describe());
            Assert.Empty(Deep.Differences(state, reading.Value));
            Assert.Equal(text, LearnedStateFile.Write(reading.Value));
        });

    [Theory]
    [InlineData("", "is empty; allowed: one document ({} for one that says nothing)")]
    [InlineData("{\"version\": 1, \"writtenAt\"", "is no JSON at column 27: Expected a value, but instead reached end of data.")]
    [InlineData("{}", "version: is missing; state: learned: is missing; state: replicas: is missing; state: writtenAt: is missing")]
    public void A_torn_or_foreign_file_is_named(string text, string problem)
        => Assert.Equal("state: " + problem, LearnedStateFile.Read(text, "state").Describe());

    [Fact]
    public void A_later_version_is_refused()
    {
        var text = LearnedStateFile.Write(new StateFile(LearnedState.Settled, [], DateTimeOffset.UnixEpoch)).Replace("\"version\": 1", "\"version\": 2", StringComparison.Ordinal);

        Assert.Equal("state: version: '2' is out of bounds; allowed: a whole number from 1 to 1", LearnedStateFile.Read(text, "state").Describe());
    }
}
