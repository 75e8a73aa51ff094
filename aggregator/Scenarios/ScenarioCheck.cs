using System.Text.Json.Nodes;
using Wva.Scaling.Inputs;

namespace Wva.Scenarios;

/// <summary>Finds what does not go together in a scenario once its parts are read.</summary>
internal static class ScenarioCheck
{
    /// <summary>Complains of what contradicts itself, and warns of what quietly does nothing.</summary>
    /// <param name="root">Where the parts stand.</param>
    /// <param name="read">What was read.</param>
    public static void Run(JsonCursor root, Scenario read)
    {
        var policy = root.Member("policy");
        var models = root.Member("models");
        var learned = root.Member("learned");
        WarnOfSharedSchedules(policy.Member("schedules"), read);
        NameCheck.Run(policy, read);
        if (root.Member("now").IsAbsent)
        {
            RefuseWithoutNow(learned, policy.Member("schedules"));
            RefuseHoldsWithoutNow(models, read.Fleet);
        }

        if (read.Policy.Published)
        {
            WarnOfHolds(models);
        }

        CheckSharedNames(models, read.Fleet, hasLearned: !learned.IsAbsent);
    }

    /// <summary>What speaks of a time means nothing where nobody says what time it is.</summary>
    private static void RefuseWithoutNow(params ReadOnlySpan<JsonCursor> timed)
    {
        foreach (var cursor in timed)
        {
            if (!cursor.IsAbsent && cursor.Node is not JsonArray { Count: 0 })
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

        foreach (var variant in Variants(models))
        {
            RefuseWithoutNow(variant.Member("hold").Member("until"));
        }
    }

    private static void WarnOfHolds(JsonCursor models)
    {
        foreach (var variant in Variants(models))
        {
            variant.Member("hold").WarnIfGiven(Wording.NotPublished);
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

    /// <summary>What is learned is known by namespace and variant: where two models share a name it can neither be read nor written.</summary>
    private static void CheckSharedNames(JsonCursor models, FleetSnapshot fleet, bool hasLearned)
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
                    SayShared(place.Member("name"), hasLearned);
                }
            }
        }
    }

    private static void SayShared(JsonCursor name, bool hasLearned)
    {
        if (hasLearned)
        {
            name.Refuse("stands twice in its namespace, and 'learned' is given", "each variant of a namespace once");
        }
        else
        {
            name.Warn($"{Wording.Quote(name.Node)} stands twice in its namespace, as no cluster has it: what is learned cannot be told apart, and the result has no 'learned'");
        }
    }

    private static IEnumerable<JsonCursor> Variants(JsonCursor models) => models.Items().SelectMany(model => model.Member("variants").Items());
}
