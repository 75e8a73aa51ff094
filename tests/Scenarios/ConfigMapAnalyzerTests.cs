using Wva.Scenarios.ConfigMaps;

namespace Wva.Scenarios.Tests;

/// <summary>Which analyzers a saturation ConfigMap chooses (reference: behaviour 0).</summary>
public sealed class ConfigMapAnalyzerTests
{
    /// <summary>That there is a list chooses tokens, whoever it names; an empty one is none.</summary>
    [Theory]
    [InlineData("default: {analyzers: [{type: slo}]}", "saturation False")]
    [InlineData("default: {analyzers: [{type: slo}, {type: throughput}]}", "throughput True")]
    [InlineData("default: {analyzers: []}", "percentage True")]
    [InlineData("default: {analyzerName: saturation}", "saturation True")]
    public void A_list_of_analyzers_that_are_not_here_silences_saturation_and_does_not_choose_percentages(string map, string analyzer)
    {
        var policy = ConfigMapPolicy.Read([(map, "f")], _ => true).For([("ns", "m")], []);

        Assert.Equal(analyzer, $"{Assert.Single(policy.Analyzers).Name} {policy.Analyzers[0].Enabled}");
    }
}
