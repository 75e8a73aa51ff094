using System.Text.Json.Nodes;
using Wva.Testing;

namespace Wva.Scenarios.Tests;

/// <summary>The worked decisions are scenarios as the design writes them: all are read.</summary>
public sealed class VectorReadingTests
{
    [Theory]
    [InlineData("percentage")]
    [InlineData("saturation-capacity")]
    [InlineData("cost-aware")]
    [InlineData("greedy")]
    [InlineData("zero")]
    public void Every_worked_decision_is_read(string family)
    {
        var file = SharedFolder.File($"vectors/{family}.jsonl");
        Assert.SkipWhen(file is null, "the worked decisions are missing: a folder 'shared' with vectors beside the checkout");
        var lines = File.ReadAllLines(file);
        Assert.NotEmpty(lines);
        Assert.All(lines, line =>
        {
            var reading = ScenarioReader.Read(JsonNode.Parse(line)!["scenario"]!, "vector");
            Assert.True(reading.IsGood, reading.Describe());
        });
    }
}
