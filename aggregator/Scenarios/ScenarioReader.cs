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
    public static Reading<Scenario> Read(string text, string source) => YamlText.ToJson(text, source).Then(node => Read(node, source));

    /// <summary>Reads a scenario that is parsed already.</summary>
    /// <param name="node">The document.</param>
    /// <param name="source">What it is: a file's name, most often.</param>
    public static Reading<Scenario> Read(JsonNode node, string source)
    {
        var problems = new ProblemList(source);
        var root = JsonCursor.AtRoot(node, problems);
        var scenario = node is JsonObject members && members.ContainsKey(DecisionRecord.ScenarioMember) ? ReadRecord(root) : Read(root);
        return problems.ToReading(() => scenario);
    }

    /// <summary>What was decided then is passed over: it is to be decided again.</summary>
    private static Scenario ReadRecord(JsonCursor record)
    {
        var id = ReadId(record.Member("id"));
        var read = Read(record.Member(DecisionRecord.ScenarioMember).Required());
        Array.ForEach(DecisionRecord.Outcome, name => record.Member(name));
        record.RefuseUnknown();
        return read with { Id = id ?? read.Id };
    }

    private static Scenario Read(JsonCursor root)
    {
        var id = ReadId(root.Member("id"));
        var now = root.Member("now").AsTime();
        var policy = root.Member("policy");
        var models = root.Member("models");
        var learned = root.Member("learned");
        var period = root.Member("cycleSeconds").AsNumber(0.001, LongestCycleSeconds);
        var read = new Scenario(
            new FleetSnapshot(now ?? DateTimeOffset.UnixEpoch, ReadModels(models)),
            PolicyReader.Read(policy),
            learned.IsAbsent ? LearnedState.Settled : LearnedStateJson.Read(learned))
        {
            Id = id,
            HasPolicy = !policy.IsAbsent,
        };
        root.RefuseUnknown();
        WarnOfSharedSchedules(policy.Member("schedules"), read);
        if (now is null)
        {
            RefuseWithoutNow(learned, policy.Member("schedules"));
            RefuseHoldsWithoutNow(models, read.Fleet);
        }

        if (!learned.IsAbsent)
        {
            RefuseSharedNames(models, read.Fleet);
        }

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

    /// <summary>What speaks of a time means nothing where nobody says what time it is.</summary>
    private static void RefuseWithoutNow(params ReadOnlySpan<JsonCursor> timed)
    {
        foreach (var cursor in timed)
        {
            if (!cursor.IsAbsent && !IsEmptyList(cursor.Node))
            {
                cursor.Complain("needs 'now', which is missing: nobody says what time it is");
            }
        }
    }

    private static void RefuseHoldsWithoutNow(JsonCursor models, FleetSnapshot fleet)
    {
        if (fleet.Models.All(model => model.Variants.All(variant => variant.OperatorHold?.Until is null)))
        {
            return;
        }

        foreach (var variant in models.Items().SelectMany(model => model.Member("variants").Items()))
        {
            RefuseWithoutNow(variant.Member("hold").Member("until"));
        }
    }

    private static void WarnOfSharedSchedules(JsonCursor schedules, Scenario read)
    {
        var places = schedules.Items().ToList();
        foreach (var (index, message) in ScheduleCheck.Ambiguous(read.Policy.Schedules, [.. read.Fleet.Models.SelectMany(model => model.Variants).Select(variant => variant.Spec.Key)]))
        {
            places[index].Member("variant").Warn(message);
        }
    }

    /// <summary>What is learned is known by namespace and variant: two models may not share a name then.</summary>
    private static void RefuseSharedNames(JsonCursor models, FleetSnapshot fleet)
    {
        var keys = new HashSet<VariantKey>();
        if (fleet.Models.All(model => model.Variants.All(variant => keys.Add(variant.Spec.Key))))
        {
            return;
        }

        keys.Clear();
        foreach (var (model, cursor) in fleet.Models.Zip(models.Items()))
        {
            foreach (var (variant, place) in model.Variants.Zip(cursor.Member("variants").Items()))
            {
                if (!keys.Add(variant.Spec.Key))
                {
                    place.Member("name").Refuse("stands twice in its namespace, and 'learned' is given", "each variant of a namespace once");
                }
            }
        }
    }

    private static bool IsEmptyList(JsonNode? node) => node is JsonArray { Count: 0 };
}
