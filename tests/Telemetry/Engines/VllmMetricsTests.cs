using Wva.Contracts;
using Wva.Telemetry.Engines;

namespace Wva.Telemetry.Tests.Engines;

public sealed class VllmMetricsTests
{
    [Fact]
    public void Every_field_but_idle_has_a_source()
    {
        var sources = VllmMetrics.Map.Fields.Select(source => source.Field).ToHashSet();
        Assert.Equal(Enumerable.Range(0, RowFields.Count).Select(field => (RowField)field).Where(field => field != RowField.Idle), sources.Order());
    }

    [Fact]
    public void Names_carry_the_engines_prefix_and_none_is_a_creation_time()
    {
        var names = VllmMetrics.Map.Fields.SelectMany(source => source.Names).ToList();
        Assert.All(names, name => Assert.StartsWith(VllmMetrics.Map.Prefix, name, StringComparison.Ordinal));
        Assert.All(names, name => Assert.False(name.EndsWith("_created", StringComparison.Ordinal)));
    }

    [Fact]
    public void Gauges_of_the_load_are_gauges() => Assert.All(VllmMetrics.Map.LoadGauges, field => Assert.True((int)field < RowFields.GaugeCount));
}
