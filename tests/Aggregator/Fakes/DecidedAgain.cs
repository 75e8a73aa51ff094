using System.Text.Json.Nodes;
using Wva.Scaling;
using Wva.Scenarios;

namespace Wva.Aggregator.Tests.Fakes;

/// <summary>A record of a decision, decided again.</summary>
internal static class DecidedAgain
{
    /// <summary>Fails unless the same comes out: numbers, every reason, and what is remembered, to the letter.</summary>
    public static JsonNode AssertSame(string record)
    {
        var reading = ScenarioReader.Read(record, "record");
        Assert.True(reading.IsGood, reading.Describe());
        var (plan, learned) = ScalingCore.Decide(reading.Value.Fleet, reading.Value.Policy, reading.Value.Learned);
        Assert.Equal(record, JsonText.OneLine(DecisionRecord.Write(reading.Value, plan, learned)));
        return JsonNode.Parse(record)!;
    }
}
