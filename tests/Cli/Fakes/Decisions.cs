using System.Text.Json.Nodes;

namespace Wva.Cli.Tests.Fakes;

/// <summary>What <c>wva decide --batch</c> makes of one scenario.</summary>
internal static class Decisions
{
    /// <summary>Its decisions; line ends in the scenario are taken out.</summary>
    /// <param name="scenario">The scenario.</param>
    public static async Task<JsonArray> OfAsync(string scenario)
    {
        using var nobody = new FakeAggregators();
        var run = await CliRun.OfAsync("decide --batch -", nobody, new FakeFiles(scenario.ReplaceLineEndings("")));
        Assert.Equal((ExitCode.Success, ""), (run.Code, run.Error));
        return JsonNode.Parse(run.Out)!["decisions"]!.AsArray();
    }
}
