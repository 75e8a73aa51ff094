using System.Collections.Immutable;
using System.Text.Json.Nodes;
using Wva.Scaling.Inputs;

namespace Wva.Scenarios;

/// <summary>A scenario's <c>models[].analysis</c>: one outcome or a list of them. One that says nothing is none.</summary>
internal static class GivenAnalysisReader
{
    public static ImmutableArray<GivenAnalysis> Read(JsonCursor analysis, ImmutableArray<VariantSnapshot> variants)
    {
        if (analysis.Node is not JsonArray)
        {
            return ReadOne(analysis, variants) is { } one ? [one] : [];
        }

        var given = ImmutableArray.CreateBuilder<GivenAnalysis>();
        var names = new HashSet<string>(StringComparer.Ordinal);
        foreach (var item in analysis.Items())
        {
            if (ReadOne(item, variants) is not { } read)
            {
                continue;
            }

            if (!names.Add(read.Name))
            {
                item.Member("name").Refuse($"stands twice ('{AnalyzerNames.Saturation}' where it is absent)", "each analyzer once");
            }

            given.Add(read);
        }

        return given.ToImmutable();
    }

    private static GivenAnalysis? ReadOne(JsonCursor analysis, ImmutableArray<VariantSnapshot> variants)
    {
        var read = new GivenAnalysis
        {
            Name = analysis.Member("name").AsName() ?? AnalyzerNames.Saturation,
            Live = analysis.Member("live").AsFlag() ?? true,
            RequiredCapacity = analysis.Member("requiredCapacity").AsNumber(),
            SpareCapacity = analysis.Member("spareCapacity").AsNumber(),
            PerReplicaCapacity = ReadCapacities(analysis.Member("perReplicaCapacity"), variants),
            Roles = ReadRoles(analysis.Member("roles")),
        };
        analysis.RefuseUnknown();
        return SaysNothing(read) && analysis.Member("name").IsAbsent ? null : read;
    }

    private static bool SaysNothing(GivenAnalysis given)
        => given.RequiredCapacity is null && given.SpareCapacity is null && given.PerReplicaCapacity.IsEmpty && given.Roles.IsEmpty;

    private static ImmutableDictionary<string, double> ReadCapacities(JsonCursor capacities, ImmutableArray<VariantSnapshot> variants)
    {
        var read = ImmutableDictionary.CreateBuilder<string, double>(StringComparer.Ordinal);
        foreach (var (name, value) in capacities.Entries())
        {
            if (!variants.Any(variant => string.Equals(variant.Spec.Key.Name, name, StringComparison.Ordinal)))
            {
                value.Complain($"names no variant of this model; allowed: {string.Join(", ", variants.Select(variant => variant.Spec.Key.Name))}");
            }
            else if (value.AsNumber() is { } capacity)
            {
                read[name] = capacity;
            }
        }

        return read.Count == 0 ? ImmutableDictionary<string, double>.Empty : read.ToImmutable();
    }

    private static ImmutableDictionary<Role, RoleCapacity> ReadRoles(JsonCursor roles)
    {
        var read = ImmutableDictionary<Role, RoleCapacity>.Empty;
        foreach (var (word, role) in Words.Roles)
        {
            var entry = roles.Member(word);
            if (!entry.IsAbsent)
            {
                read = read.Add(role, new RoleCapacity(entry.Member("requiredCapacity").AsNumber(), entry.Member("spareCapacity").AsNumber()));
                entry.RefuseUnknown();
            }
        }

        roles.RefuseUnknown();
        return read;
    }
}
