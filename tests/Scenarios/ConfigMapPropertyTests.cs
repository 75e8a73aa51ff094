using CsCheck;
using Wva.Scaling.Inputs;
using Wva.Scenarios.ConfigMaps;

namespace Wva.Scenarios.Tests;

/// <summary>Whatever the ConfigMaps say, what is decided by them can be written down and decided again.</summary>
public sealed class ConfigMapPropertyTests
{
    private static readonly (string Namespace, string ModelId)[] Models = [("ns", "m"), ("team", "m"), ("ns", "org/n"), ("team", "other")];

    [Fact]
    public void A_policy_of_any_ConfigMap_can_be_written_and_read()
        => AnyConfigMaps.Gen.Sample(texts =>
        {
            var policy = ConfigMapPolicy.Read(texts.Select(text => (text, "f")), space => space == "wva-system").For(Models, []);

            var written = ScenarioWriter.Write(new Scenario(new FleetSnapshot(DateTimeOffset.UnixEpoch, []), policy, LearnedState.Settled));
            var reading = ScenarioReader.Read(JsonText.OneLine(written), "s");

            Assert.True(reading.IsGood, reading.Describe());
            Assert.Empty(Deep.Differences(policy, reading.Value!.Policy));
        });
}
