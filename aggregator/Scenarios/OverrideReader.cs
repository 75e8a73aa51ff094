using System.Collections.Immutable;
using System.Text.Json;
using Wva.Scaling.Inputs;

namespace Wva.Scenarios;

/// <summary>A policy's <c>overrides[]</c>: a model's own fields over those of the policy, one by one, and only those that are there.</summary>
internal static class OverrideReader
{
    private static readonly string[] WholeFleet =
        ["published", "enableLimiter", "enableRescale", "gpuInventory", "quotas", "schedules", "costPerHourCap", "overrides"];

    public static ScalingPolicy Apply(JsonCursor list, ScalingPolicy common)
    {
        var read = new List<(string Namespace, string ModelId, ScalingPolicy Policy)>();
        var keys = new HashSet<(string Namespace, string ModelId)>();
        var priority = common.Priority;
        foreach (var item in list.Items())
        {
            var key = (item.Member("namespace").AsName() ?? ModelReader.DefaultNamespace, item.Member("modelID").Required().AsName() ?? "");
            if (!item.Member("modelID").IsAbsent && !keys.Add(key))
            {
                item.Member("modelID").Refuse("stands twice", "one override a model");
            }

            var policy = PolicyReader.ReadOwn(item, common);
            priority = ReadPriority(item.Member("priority"), key, priority);
            RefuseWholeFleet(item);
            item.RefuseUnknown();
            PolicyCheck.Run(item, policy);
            read.Add((key.Item1, key.Item2, policy));
        }

        common = common with { Priority = priority };
        return read.Count == 0
            ? common
            : common with { Overrides = [.. read.Select(entry => new PolicyOverride(entry.Namespace, entry.ModelId, entry.Policy with { Priority = priority }))] };
    }

    /// <summary>A model's own weight is a number; a map, as in the policy itself, is taken too.</summary>
    private static ImmutableDictionary<string, double> ReadPriority(JsonCursor priority, (string Namespace, string ModelId) key, ImmutableDictionary<string, double> under)
    {
        if (priority.Node?.GetValueKind() is JsonValueKind.Object)
        {
            return under.SetItems(PolicyParts.ReadPriority(priority));
        }

        return priority.AsNumber(0) is { } weight ? under.SetItem($"{key.Namespace}/{key.ModelId}", weight) : under;
    }

    private static void RefuseWholeFleet(JsonCursor item)
    {
        foreach (var name in item.UnaskedMembers.Intersect(WholeFleet, StringComparer.Ordinal).ToList())
        {
            item.Member(name).Complain("concerns the whole fleet; allowed: in the policy itself");
        }
    }
}
