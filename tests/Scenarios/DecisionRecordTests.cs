using System.Text.Json.Nodes;
using Wva.Scaling;

namespace Wva.Scenarios.Tests;

/// <summary>A decision that was kept with all that it rested on is a scenario to whoever decides it again.</summary>
public sealed class DecisionRecordTests
{
    [Fact]
    public void A_record_is_read_as_the_scenario_in_it_with_the_id_of_the_record()
    {
        var scenario = ScenarioReader.Read(FullScenario.Text, "s").Value!;
        var (plan, learned) = ScalingCore.Decide(scenario.Fleet, scenario.Policy, scenario.Learned);
        var record = DecisionRecord.Write(scenario, plan, learned);
        Assert.Equal(["id", "scenario", "decisions", "analysis", "now", "learned"], record.Select(member => member.Key).ToArray());
        Assert.Null(record["scenario"]!["id"]);

        var reading = ScenarioReader.Read(JsonText.OneLine(record), "r");
        Assert.True(reading.IsGood, reading.Describe());
        Assert.Empty(Deep.Differences(scenario, reading.Value));
        var (again, learnedAgain) = ScalingCore.Decide(reading.Value.Fleet, reading.Value.Policy, reading.Value.Learned);
        Assert.Equal(JsonText.OneLine(record), JsonText.OneLine(DecisionRecord.Write(reading.Value, again, learnedAgain)));
    }

    [Theory]
    [InlineData("""{"scenario": {"models": []}, "expected": 1}""", "r: expected: ")]
    [InlineData("""{"scenario": {"models": []}, "models": []}""", "r: models: ")]
    [InlineData("""{"scenario": {"models": [{"modelID": "m", "variants": [{"name": "v"}]}]}}""", "r: scenario.models[0].variants[0].current: is missing")]
    [InlineData("""{"scenario": null}""", "r: scenario: is missing")]
    [InlineData("""{"scenario": 3}""", "r: scenario: ")]
    [InlineData("""{"scenario": {"models": [], "decisions": []}}""", "r: scenario.decisions: ")]
    public void What_does_not_belong_is_named_with_its_path(string record, string problem)
    {
        var reading = ScenarioReader.Read(JsonNode.Parse(record)!, "r");
        Assert.False(reading.IsGood);
        Assert.StartsWith(problem, Assert.Single(reading.Problems).ToString(), StringComparison.Ordinal);
    }
}
