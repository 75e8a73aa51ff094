using System.Collections.Immutable;
using System.Globalization;
using Wva.Scaling.Inputs;

namespace Wva.Scenarios;

/// <summary>A policy's <c>quotas[]</c>.</summary>
internal static class QuotaReader
{
    /// <summary>More GPUs than this are a slip (reference, 5.5).</summary>
    private const int MostGpus = 1 << 20;

    public static ImmutableArray<GpuQuota> Read(JsonCursor list)
    {
        var quotas = ImmutableArray.CreateBuilder<GpuQuota>();
        foreach (var item in list.Items())
        {
            var read = ReadOne(item, string.Create(CultureInfo.InvariantCulture, $"quota-{quotas.Count + 1}"));
            item.RefuseUnknown();
            quotas.Add(read);
        }

        return quotas.ToImmutable();
    }

    /// <summary>Reads the members of one quota; the caller refuses what is left.</summary>
    public static GpuQuota ReadOne(JsonCursor quota, string defaultName)
    {
        var scope = quota.Member("scope").AsOneOf(("cluster", 'c'), ("namespace", 'n'));
        var cluster = quota.Member("quotas");
        var namespaces = quota.Member("namespaceQuotas");
        CheckScope(quota, scope, cluster, namespaces);
        return new GpuQuota
        {
            Name = quota.Member("name").AsName() ?? defaultName,
            ClusterGpus = cluster.IsAbsent ? null : PolicyParts.ReadCounts(cluster, GpuQuota.Unlimited, MostGpus),
            NamespaceGpus = namespaces.IsAbsent
                ? null
                : namespaces.Entries().ToImmutableDictionary(entry => entry.Name, entry => PolicyParts.ReadCounts(entry.Value.Required(), GpuQuota.Unlimited, MostGpus), StringComparer.Ordinal),
            Exclude = [.. quota.Member("exclude").Items().Select(name => name.Required().AsName() ?? "")],
        };
    }

    private static void CheckScope(JsonCursor quota, char? scope, JsonCursor cluster, JsonCursor namespaces)
    {
        switch (scope)
        {
            case 'c':
                cluster.Required();
                RefuseOther(namespaces, "cluster", "quotas");
                break;
            case 'n':
                namespaces.Required();
                RefuseOther(cluster, "namespace", "namespaceQuotas");
                break;
            case null when quota.Member("scope").IsAbsent && cluster.IsAbsent && namespaces.IsAbsent:
                quota.Complain("names no GPUs; allowed: quotas, namespaceQuotas or both");
                break;
            default:
                break;
        }
    }

    private static void RefuseOther(JsonCursor other, string scope, string own)
    {
        if (!other.IsAbsent)
        {
            other.Complain($"contradicts scope '{scope}'; allowed with it: {own} (without a scope both)");
        }
    }
}
