using Wva.Local.Cluster;
using Wva.Simulation.Serving;

namespace Wva.Local.Tests.Cluster;

public sealed class EngineArgumentsTests
{
    [Theory]
    [InlineData("a10g")]
    [InlineData("l40s")]
    public void An_engine_is_told_all_that_it_is(string variant)
    {
        var options = new SimulatedEngineOptions { Model = "demo/a b", Parameters = ClusterPlan.Default.Of(variant).Engine, Startup = TimeSpan.FromSeconds(10.5), Port = 4711 };

        Assert.Equal(options, EngineArguments.Read(EngineArguments.Write(options)));
    }

    [Theory]
    [InlineData("engine")]
    [InlineData("engine a 1 2 3")]
    [InlineData("engine a b c d e f g h i j k")]
    public void Other_arguments_are_refused(string arguments) => Assert.Throws<FormatException>(() => EngineArguments.Read(arguments.Split(' ')));
}
