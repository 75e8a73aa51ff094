using Wva.Agent.Watch;
using Wva.Contracts;

namespace Wva.Agent.Tests.Watch;

public sealed class StateTests
{
    [Theory]
    [InlineData("running=0 waiting=0", EngineState.Quiet)]
    [InlineData("running=2 waiting=0", EngineState.Serving)]
    [InlineData("running=2 waiting=1", EngineState.Queueing)]
    [InlineData("running=2", EngineState.Serving)]
    [InlineData("waiting=0", EngineState.Unknown)]
    [InlineData("kvCacheUsage=0", EngineState.Unknown)]
    [InlineData("idle=1", EngineState.Idle)]
    [InlineData("idle=1 asleep=1", EngineState.Asleep)]
    [InlineData("running=2 waiting=0 asleep=0", EngineState.Serving)]
    [InlineData("running=2 waiting=0; idle=1", EngineState.Serving)]
    [InlineData("running=2 waiting=0; kvCacheUsage=0", EngineState.Unknown)]
    internal void The_state_follows_from_the_rows(string rows, EngineState state)
    {
        var sample = Sample(rows);
        Assert.Equal(state, EngineTotals.State(sample));
        sample.Stalled = true;
        Assert.Equal(state == EngineState.Asleep ? EngineState.Asleep : EngineState.Stalled, EngineTotals.State(sample));
        sample.Error = "connection refused";
        Assert.Equal(EngineState.Away, EngineTotals.State(sample));
    }

    [Fact]
    public void A_sum_with_an_unknown_part_is_unknown_and_a_rank_never_asked_is_empty()
    {
        Assert.Equal(3, EngineTotals.Sum(Sample("running=1; running=2"), RowField.Running));
        Assert.Equal(1, EngineTotals.Sum(Sample("running=1; idle=1"), RowField.Running));
        Assert.Null(EngineTotals.Sum(Sample("running=1; waiting=2"), RowField.Running));
        Assert.Equal(0.5, EngineTotals.Largest(Sample("kvCacheUsage=0.25; kvCacheUsage=0.5"), RowField.KvCacheUsage));
        Assert.Null(EngineTotals.Largest(Sample("kvCacheUsage=0.25; running=2"), RowField.KvCacheUsage));
        Assert.Null(EngineTotals.Sum(new Sample(), RowField.Running));
    }

    private static Sample Sample(string rows)
    {
        var sample = new Sample();
        foreach (var (text, rank) in rows.Split(';').Select((text, rank) => (text, rank)))
        {
            var row = sample.AddRow($"{rank}");
            foreach (var pair in text.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(pair => pair.Split('=')))
            {
                var field = Enum.GetValues<RowField>().First(field => string.Equals(RowFields.Name(field), pair[0], StringComparison.Ordinal));
                row.Set(field, double.Parse(pair[1], System.Globalization.CultureInfo.InvariantCulture));
            }
        }

        return sample;
    }
}
