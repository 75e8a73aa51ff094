using Wva.Cli.Tests.Fakes;
using Wva.Cli.Text;
using Wva.Scaling.Inputs;
using Wva.Scenarios;
using Wva.Testing;

namespace Wva.Cli.Tests;

/// <summary>How a plan looks.</summary>
public sealed class DecisionTextTests
{
    private static readonly Scenario Described = new(new FleetSnapshot(SampleReports.Noon, []), new ScalingPolicy(), LearnedState.Settled) { Id = "one" };

    [Fact]
    public void A_table_shows_what_was_wanted_beside_the_target_and_the_reason_in_force()
        => Same("Golden/decide.txt", DecisionText.Table(SamplePlan.Plan, coloured: false));

    [Fact]
    public void An_explanation_shows_every_reason_and_every_age()
        => Same("Golden/decide-explain.txt", DecisionText.Explain(SamplePlan.Plan));

    [Fact]
    public void Json_has_the_whole_record()
        => Same("Golden/decide.json", JsonText.Pretty(DecisionWriter.Write(Described, SamplePlan.Plan, LearnedState.StartedAt(SampleReports.Noon))));

    private static void Same(string file, string actual) => Assert.Equal(GoldenText.Expected(file, actual), actual);
}
