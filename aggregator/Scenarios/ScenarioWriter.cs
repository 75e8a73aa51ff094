using System.Text.Json.Nodes;
using Wva.Scaling.Inputs;

namespace Wva.Scenarios;

/// <summary>
/// What a decision rested on, as a scenario that reads back to the same records, so that it can be decided again. What a scenario cannot say is
/// written as what the core takes it for: a number that is not finite as an unknown one.
/// </summary>
public static class ScenarioWriter
{
    /// <summary>Writes a scenario.</summary>
    /// <param name="scenario">What the decision rested on.</param>
    public static JsonObject Write(Scenario scenario)
    {
        var root = new JsonObject();
        root.AddKnown("id", scenario.Id);
        root["now"] = JsonText.Time(scenario.Fleet.Now);
        if (scenario.Policy.CyclePeriod != new ScalingPolicy().CyclePeriod)
        {
            root["cycleSeconds"] = scenario.Policy.CyclePeriod.TotalSeconds;
        }

        if (scenario.HasPolicy)
        {
            root["policy"] = PolicyWriter.Write(scenario.Policy);
        }

        root["models"] = new JsonArray([.. scenario.Fleet.Models.Select(FleetWriter.Model)]);
        if (scenario.Learned != LearnedState.Settled)
        {
            root["learned"] = LearnedStateJson.Write(scenario.Learned);
        }

        return root;
    }
}
