using Wva.Api;
using Wva.Scenarios;
using Wva.Scenarios.ConfigMaps;

namespace Wva.Cli.Commands;

/// <summary>Where a scenario without a policy takes one from: the ConfigMaps of the published autoscaler.</summary>
internal sealed class PolicySource
{
    private readonly ConfigMapPolicy? _maps;

    private PolicySource(ConfigMapPolicy? maps) => _maps = maps;

    /// <summary>Reads files with ConfigMaps; what is odd or refused in them goes to standard error and stops nothing.</summary>
    /// <returns>The source, or why a file cannot be used, one line.</returns>
    public static async Task<(PolicySource? Source, string? Problem)> ReadAsync(CliWorld world, IReadOnlyList<string> files, CancellationToken cancellation)
    {
        if (files.Count == 0)
        {
            return (new PolicySource(null), null);
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
        return (new PolicySource(maps), null);
    }

    /// <summary>The scenario with its own policy, or with the one of the ConfigMaps.</summary>
    /// <param name="scenario">The scenario.</param>
    /// <param name="warnings">Gets what is odd about the policy.</param>
    public Scenario Apply(Scenario scenario, ICollection<Problem> warnings)
        => _maps is null || scenario.HasPolicy
            ? scenario
            : scenario with
            {
                Policy = PolicyReader.WithCyclePeriod(_maps.For(scenario.Fleet.Models.Select(model => (model.Namespace, model.ModelId)), warnings), scenario.Policy.CyclePeriod),
                HasPolicy = true,
            };

    private static async Task SayAsync(CliWorld world, string kind, IEnumerable<Problem> problems)
    {
        foreach (var problem in problems)
        {
            await world.Error.WriteLineAsync(VisibleText.Clean($"wva: {kind}: {problem}"));
        }
    }
}
