using System.Collections.Immutable;
using Wva.Contracts;
using Wva.Telemetry.Engines;

namespace Wva.Telemetry.Tests.Engines;

/// <summary>What must hold for the map of every engine.</summary>
public sealed class EngineMapTests
{
    public static TheoryData<string> Prefixes => [.. EngineMaps.All.Select(map => map.Prefix)];

    [Fact]
    public void Every_field_but_idle_has_a_source_in_vLLM()
    {
        var sources = VllmMetrics.Map.Fields.Select(source => source.Field).ToHashSet();
        Assert.Equal(Enumerable.Range(0, RowFields.Count).Select(field => (RowField)field).Where(field => field != RowField.Idle), sources.Order());
    }

    [Fact]
    public void No_two_maps_share_a_prefix() => Assert.Equal(EngineMaps.All.Length, EngineMaps.All.Select(map => map.Prefix).Distinct(StringComparer.Ordinal).Count());

    [Theory]
    [MemberData(nameof(Prefixes))]
    public void Names_carry_the_engines_prefix_and_none_is_a_creation_time(string prefix)
    {
        var map = Map(prefix);
        ImmutableArray<string> names = [.. map.Fields.SelectMany(source => source.Names), .. map.CacheNumbers.Select(number => number.Name), .. map.Pulse.Select(pulse => pulse.Name)];
        if (map != NimMetrics.Map)
        {
            Assert.All(names, name => Assert.StartsWith(prefix, name, StringComparison.Ordinal));
        }

        Assert.All(names, name => Assert.False(name.EndsWith("_created", StringComparison.Ordinal)));
    }

    [Theory]
    [MemberData(nameof(Prefixes))]
    public void Gauges_of_the_load_are_gauges_and_have_a_source(string prefix) =>
        Assert.All(Map(prefix).LoadGauges, field => Assert.True((int)field < RowFields.GaugeCount && Map(prefix).Fields.Any(source => source.Field == field)));

    [Theory]
    [MemberData(nameof(Prefixes))]
    public void What_moves_at_every_step_is_no_gauge_and_nothing_that_the_front_end_counts_by_itself(string prefix) =>
        Assert.All(Map(prefix).Pulse, pulse => Assert.DoesNotContain(
            Map(prefix).Fields,
            source => (!RowFields.IsCounter(source.Field) || source.Field is RowField.Finished || Map(prefix).CountedInFront.Contains(source.Field)) && source.Names.Contains(pulse.Name, StringComparer.Ordinal)));

    [Fact]
    public void A_respelled_map_leaves_no_name_as_it_was()
    {
        Assert.Equal("ray_vllm_cache_config_info", VllmMetrics.Ray.CacheInfo?.Name);
        Assert.Contains(VllmMetrics.Ray.Generations, generation => generation.Name is "ray_vllm_kv_cache_usage_perc");
        Assert.DoesNotContain(VllmMetrics.Ray.Generations, generation => generation.Name?.StartsWith("vllm:", StringComparison.Ordinal) is true);
    }

    private static EngineMap Map(string prefix) => EngineMaps.All.Single(map => string.Equals(map.Prefix, prefix, StringComparison.Ordinal));
}
