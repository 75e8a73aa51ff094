using System.Text.Json.Nodes;
using Wva.Api;
using Wva.Scenarios;
using Wva.Scenarios.ConfigMaps;

namespace Wva.Cli.Commands;

/// <summary>What the command line says of policies: where a scenario without one takes it from (ConfigMaps of the published autoscaler), and in which setting all are decided.</summary>
internal sealed class PolicySource
{
    private readonly ConfigMapPolicy? _maps;

    private readonly bool? _published;

    private PolicySource(ConfigMapPolicy? maps, bool? published) => (_maps, _published) = (maps, published);

    /// <summary>Reads files with ConfigMaps; what is odd or refused in them goes to standard error and stops nothing.</summary>
    /// <returns>The source, or why a file cannot be used, one line.</returns>
    public static async Task<(PolicySource? Source, string? Problem)> ReadAsync(CliWorld world, IReadOnlyList<string> files, bool? published, CancellationToken cancellation)
    {
        if (files.Count == 0)
        {
            return (new PolicySource(null, published), null);
        }

        var texts = new List<(string Text, string Source)>();
        foreach (var file in files)
        {
            var (text, problem) = await InputText.ReadAsync(world, "--config", file, cancellation);
            if (text is null)
            {
                return (null, problem);
            }

            texts.Add((text, InputText.NameOf(file)));
        }

        var environment = PublishedEnvironment.Of(world.Environment);
        var maps = ConfigMapPolicy.Read(texts, environment.IsSystem, environment.ScaleToZero);
        if (maps.IsEmpty)
        {
            return (null, $"--config: {string.Join("; ", maps.Refused)}");
        }

        await SayAsync(world, "refused", maps.Refused);
        await SayAsync(world, "warning", maps.Warnings);
        return (new PolicySource(maps, published), null);
    }

    /// <summary>Reads a scenario in the setting that was asked for.</summary>
    /// <param name="text">Its text.</param>
    /// <param name="source">What it is.</param>
    public Reading<Scenario> Read(string text, string source) => ScenarioReader.Read(text, source, _published);

    /// <summary>Reads a scenario in the setting that was asked for.</summary>
    /// <param name="node">The document.</param>
    /// <param name="source">What it is.</param>
    public Reading<Scenario> Read(JsonNode node, string source) => ScenarioReader.Read(node, source, _published);

    /// <summary>The scenario with its own policy, or with the one of the ConfigMaps.</summary>
    /// <param name="scenario">The scenario.</param>
    /// <param name="source">What it is.</param>
    /// <param name="warnings">Gets what is odd about the policy.</param>
    public Scenario Apply(Scenario scenario, string source, ICollection<Problem> warnings)
    {
        if (_maps is null)
        {
            return scenario;
        }

        if (scenario.HasPolicy)
        {
            warnings.Add(new Problem(source, "policy", "is given, so that --config is passed over; for the published setting --published does without a policy"));
            return scenario;
        }

        var policy = _maps.For(scenario.Fleet.Models.Select(model => (model.Namespace, model.ModelId)), warnings);
        policy = PolicyReader.WithCyclePeriod(scenario.Policy.Published ? PolicyReader.AsPublished(policy) : policy, scenario.Policy.CyclePeriod);
        return scenario with { Policy = policy, HasPolicy = true };
    }

    private static async Task SayAsync(CliWorld world, string kind, IEnumerable<Problem> problems)
    {
        foreach (var problem in problems)
        {
            await world.Error.WriteLineAsync(VisibleText.Clean($"wva: {kind}: {problem}"));
        }
    }
}
