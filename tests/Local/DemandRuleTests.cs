using Wva.Local.Measure;
using Wva.Scaling.Inputs;
using Wva.Simulation.Engines;

namespace Wva.Local.Tests;

public sealed class DemandRuleTests
{
    [Theory]
    [InlineData("", 0)]
    [InlineData("0:0", 0)]
    [InlineData("0:0.7", 1)] // exactly what one carries
    [InlineData("0:0.71", 2)]
    [InlineData("1:0", 1)]
    [InlineData("2:0", 1)]
    [InlineData("3:0", 2)]
    [InlineData("100:0", 2)] // a queue says no more than a doubling
    [InlineData("100:0 100:0", 4)]
    [InlineData("0:0.6 0:0.6", 2)]
    [InlineData("4:0.1 0:0.1", 2)]
    public void Engines_ask_for_what_the_default_rule_says(string engines, int expected)
    {
        EngineGauges[] gauges = [.. engines.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(text => text.Split(':'))
            .Select(parts => new EngineGauges(1, int.Parse(parts[0], System.Globalization.CultureInfo.InvariantCulture), double.Parse(parts[1], System.Globalization.CultureInfo.InvariantCulture)))];

        Assert.Equal(expected, DemandRule.OfEngines(gauges, new ScalingPolicy()));
    }
}
