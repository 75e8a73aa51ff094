using System.Text;
using Wva.Telemetry.Engines;
using Wva.Telemetry.Exposition;

namespace Wva.Telemetry.Tests.Exposition;

public sealed class NameSetTests
{
    [Fact]
    public void Every_name_is_found_at_its_place_and_nothing_else_is()
    {
        string[] names = ["a", "vllm:time_to_first_token_seconds_sum", "vllm:inter_token_latency_seconds_sum", "abcdefg", "abcdefgh", string.Empty];
        var set = new NameSet([.. names]);
        Assert.Equal(names.Length, set.Count);
        for (var i = 0; i < names.Length; i++)
        {
            var name = Encoding.UTF8.GetBytes(names[i]);
            Assert.Equal(i, set.Find(name));
            Assert.Equal(-1, set.Find([.. name, (byte)'x']));
            Assert.Equal(-1, set.Find([(byte)'x', .. name]));
        }
    }

    [Fact]
    public void A_name_given_twice_keeps_its_first_place() => Assert.Equal(0, new NameSet(["a", "a"]).Find("a"u8));

    [Fact]
    public void An_empty_set_wants_nothing() => Assert.Equal(-1, new NameSet([]).Find("a"u8));

    [Fact]
    public void Every_name_of_vllm_is_found()
    {
        var table = new SeriesTable(VllmMetrics.Map);
        foreach (var source in VllmMetrics.Map.Fields.Where(source => !Contracts.RowFields.IsHistogram(source.Field)))
        {
            Assert.All(source.Names, name => Assert.NotEqual(-1, table.Names.Find(Encoding.UTF8.GetBytes(name))));
        }
    }
}
