using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Nodes;
using Wva.Scaling.Inputs;

namespace Wva.Scenarios;

/// <summary>The text of a scenario, as design section 6 writes it, to the core's records. A <see cref="DecisionRecord"/> is read as the scenario in it.</summary>
public static class ScenarioReader
{
    private const double LongestCycleSeconds = 60 * 60;

    /// <summary>Reads a scenario, YAML or JSON.</summary>
    /// <param name="text">The text.</param>
    /// <param name="source">What it is: a file's name, most often.</param>
    /// <param name="published">The setting to read it in; null is what its policy says.</param>
    public static Reading<Scenario> Read(string text, string source, bool? published = null)
        => YamlText.ToJson(text, source).Then(node => Read(node, source, published));

    /// <summary>Reads a scenario that is parsed already.</summary>
    /// <param name="node">The document.</param>
    /// <param name="source">What it is: a file's name, most often.</param>
    /// <param name="published">The setting to read it in; null is what its policy says.</param>
    public static Reading<Scenario> Read(JsonNode node, string source, bool? published = null)
    {
        var problems = new ProblemList(source);
        var root = JsonCursor.AtRoot(node, problems);
        var scenario = node is JsonObject members && members.ContainsKey(DecisionRecord.ScenarioMember) ? ReadRecord(root, published) : Read(root, published);
        return problems.ToReading(() => scenario);
    }

    /// <summary>What was decided then is passed over: it is to be decided again.</summary>
    private static Scenario ReadRecord(JsonCursor record, bool? published)
    {
        var id = ReadId(record.Member("id"));
        var read = Read(record.Member(DecisionRecord.ScenarioMember).Required(), published);
        Array.ForEach(DecisionRecord.Outcome, name => record.Member(name));
        record.RefuseUnknown();
        return read with { Id = id ?? read.Id };
    }

    private static Scenario Read(JsonCursor root, bool? published)
    {
        var id = ReadId(root.Member("id"));
        var now = root.Member("now").AsTime();
        var policy = root.Member("policy");
        var models = root.Member("models");
        var learned = root.Member("learned");
        var period = root.Member("cycleSeconds").AsNumber(0.001, LongestCycleSeconds);
        var read = new Scenario(
            new FleetSnapshot(now ?? DateTimeOffset.UnixEpoch, ReadModels(models)),
            PolicyReader.Read(policy, published),
            learned.IsAbsent ? LearnedState.Settled : LearnedStateJson.Read(learned))
        {
            Id = id,
            HasPolicy = !policy.IsAbsent,
        };
        root.RefuseUnknown();
        ScenarioCheck.Run(root, read);
        return period is { } seconds ? read with { Policy = PolicyReader.WithCyclePeriod(read.Policy, TimeSpan.FromSeconds(seconds)) } : read;
    }

    /// <summary>People number their scenarios too.</summary>
    private static string? ReadId(JsonCursor id) => id.Node?.GetValueKind() is JsonValueKind.Number ? id.Node.ToJsonString() : id.AsText();

    private static ImmutableArray<ModelSnapshot> ReadModels(JsonCursor list)
    {
        var models = ImmutableArray.CreateBuilder<ModelSnapshot>();
        var keys = new HashSet<(string Namespace, string ModelId)>();
        foreach (var item in list.Items())
        {
            var model = ModelReader.Read(item);
            if (model.ModelId.Length > 0 && !keys.Add((model.Namespace, model.ModelId)))
            {
                item.Member("modelID").Refuse($"stands twice in namespace '{model.Namespace}'", "each model of a namespace once");
            }

            models.Add(model);
        }

        return models.ToImmutable();
    }
}
