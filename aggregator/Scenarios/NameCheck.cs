using System.Text.Json.Nodes;
using Wva.Scaling.Inputs;

namespace Wva.Scenarios;

/// <summary>Finds names in a scenario's policy that nothing in the scenario has: a misspelt one quietly does nothing.</summary>
internal static class NameCheck
{
    private const int Named = 5;

    /// <summary>Warns of each.</summary>
    /// <param name="policy">Where they stand.</param>
    /// <param name="read">What was read.</param>
    public static void Run(JsonCursor policy, Scenario read)
    {
        var models = read.Fleet.Models;
        var modelNames = Distinct(models.Select(model => $"{model.Namespace}/{model.ModelId}"));
        WarnOfOthers(policy.Member("priority"), "model", modelNames);
        WarnOfOverrides(policy.Member("overrides"), modelNames);
        if (!read.Policy.Published) // both decide nothing there, which is said already
        {
            WarnOfOthers(policy.Member("costPerHourCap"), "namespace", Distinct(models.Select(model => model.Namespace)));
            WarnOfSchedules(policy.Member("schedules"), read);
        }
    }

    private static void WarnOfOthers(JsonCursor map, string kind, IReadOnlyCollection<string> names)
    {
        foreach (var (name, value) in map.Entries().Where(entry => !names.Contains(entry.Name, StringComparer.Ordinal)))
        {
            value.Warn($"{Wording.Quote(value.Node)} is for no {kind} of this scenario and changes nothing; there {List(names)}");
        }
    }

    private static void WarnOfOverrides(JsonCursor list, IReadOnlyCollection<string> names)
    {
        foreach (var item in list.Items())
        {
            var modelId = item.Member("modelID");
            var name = $"{item.Member("namespace").AsText() ?? ModelReader.DefaultNamespace}/{modelId.AsText()}";
            if (!names.Contains(name, StringComparer.Ordinal))
            {
                modelId.Warn($"'{name}' is no model of this scenario: the override changes nothing; there {List(names)}");
            }

            if (item.Member("priority") is { Node: JsonObject } map)
            {
                WarnOfOthers(map, "model", names);
            }
        }
    }

    private static void WarnOfSchedules(JsonCursor list, Scenario read)
    {
        VariantKey[] keys = [.. read.Fleet.Models.SelectMany(model => model.Variants).Select(variant => variant.Spec.Key)];
        foreach (var (schedule, item) in read.Policy.Schedules.Zip(list.Items()))
        {
            if (!keys.Any(schedule.IsFor))
            {
                var name = schedule.Namespace is { } space ? $"{space}/{schedule.Variant}" : schedule.Variant;
                item.Member("variant").Warn($"'{name}' is no variant of this scenario: the schedule changes nothing; there {List(Distinct(keys.Select(key => key.ToString())))}");
            }
        }
    }

    private static List<string> Distinct(IEnumerable<string> names) => [.. names.Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];

    private static string List(IReadOnlyCollection<string> names) => names.Count switch
    {
        0 => "is none",
        1 => $"is {names.First()}",
        <= Named => $"are {string.Join(", ", names)}",
        _ => $"are {string.Join(", ", names.Take(Named))}, …",
    };
}
