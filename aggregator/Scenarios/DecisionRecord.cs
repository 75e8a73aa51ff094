using System.Text.Json.Nodes;
using Wva.Scaling.Decision;
using Wva.Scaling.Inputs;

namespace Wva.Scenarios;

/// <summary>One decision with all that it rested on, as one object: <c>wva decide</c> reads it as it stands and decides it again.</summary>
public static class DecisionRecord
{
    /// <summary>The member that holds what the decision rested on.</summary>
    internal const string ScenarioMember = "scenario";

    /// <summary>What was decided then; whoever decides again does not look at it.</summary>
    internal static readonly string[] Outcome = ["decisions", "analysis", "now", "learned"];

    /// <summary>Writes <c>{"id", "scenario", "decisions", "analysis", "now", "learned"}</c>; the last four are what <see cref="DecisionWriter"/> writes.</summary>
    /// <param name="scenario">What the decision rested on; its id is the record's.</param>
    /// <param name="plan">The plan.</param>
    /// <param name="learned">What the core remembers of it.</param>
    public static JsonObject Write(Scenario scenario, ScalingPlan plan, LearnedState learned)
    {
        var written = new JsonObject();
        written.AddKnown("id", scenario.Id);
        written[ScenarioMember] = ScenarioWriter.Write(scenario with { Id = null });
        DecisionWriter.AddTo(written, plan, learned);
        return written;
    }
}
