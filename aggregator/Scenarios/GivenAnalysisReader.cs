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
            RequiredCapacity = ReadWhole(analysis.Member("requiredCapacity"), variants),
            SpareCapacity = ReadWhole(analysis.Member("spareCapacity"), variants),
            PerReplicaCapacity = ReadCapacities(analysis.Member("perReplicaCapacity"), variants),
            Roles = ReadRoles(analysis.Member("roles"), variants),
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
            else if (value.AsNumber(0) is { } capacity)
            {
                read[name] = capacity;
            }
        }

        return read.Count == 0 ? ImmutableDictionary<string, double>.Empty : read.ToImmutable();
    }

    /// <summary>A figure of the whole model, which is that of its variants of role <c>both</c>: there must be one for it to count.</summary>
    private static double? ReadWhole(JsonCursor figure, ImmutableArray<VariantSnapshot> variants)
    {
        var read = figure.AsNumber(0);
        if (read > 0 && !variants.IsEmpty && !Has(variants, Role.Both))
        {
            figure.Refuse("counts for no variant, as each has a role", $"0, or the figures in 'roles' ({RolesOf(variants)})");
        }

        return read;
    }

    private static ImmutableDictionary<Role, RoleCapacity> ReadRoles(JsonCursor roles, ImmutableArray<VariantSnapshot> variants)
    {
        var read = ImmutableDictionary<Role, RoleCapacity>.Empty;
        foreach (var (word, role) in Words.Roles)
        {
            var entry = roles.Member(word);
            if (entry.IsAbsent)
            {
                continue;
            }

            read = read.Add(role, new RoleCapacity(entry.Member("requiredCapacity").AsNumber(0), entry.Member("spareCapacity").AsNumber(0)));
            entry.RefuseUnknown();
            if (!Has(variants, role))
            {
                entry.Refuse("is for a role that no variant of this model has", variants.IsEmpty ? "no roles, as there is no variant" : RolesOf(variants));
            }
        }

        roles.RefuseUnknown();
        return read;
    }

    private static bool Has(ImmutableArray<VariantSnapshot> variants, Role role) => variants.Any(variant => variant.Spec.Role == role);

    private static string RolesOf(ImmutableArray<VariantSnapshot> variants)
        => string.Join(", ", Words.Roles.Where(word => Has(variants, word.Meaning)).Select(word => word.Word));
}
