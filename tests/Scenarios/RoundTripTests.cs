using CsCheck;

namespace Wva.Scenarios.Tests;

/// <summary>What a decision rested on can be written down and read back, every field of it.</summary>
public sealed class RoundTripTests
{
    [Fact]
    public void A_scenario_read_is_the_scenario_written()
        => AnyScenario.Gen.Sample(scenario =>
        {
            var text = JsonText.OneLine(ScenarioWriter.Write(scenario));
            var reading = ScenarioReader.Read(text, "s");

            Assert.True(reading.IsGood, reading.Describe());
            Assert.Empty(Deep.Differences(scenario, reading.Value));
            Assert.Equal(text, JsonText.OneLine(ScenarioWriter.Write(reading.Value)));
        });

    [Fact]
    public void The_fullest_scenario_comes_back()
    {
        var read = ScenarioReader.Read(FullScenario.Text, "s").Value!;

        Assert.Empty(Deep.Differences(read, ScenarioReader.Read(JsonText.Pretty(ScenarioWriter.Write(read)), "s").Value));
    }
}
