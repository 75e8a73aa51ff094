using System.Collections.Immutable;
using System.Globalization;
using Wva.Scaling.Inputs;

namespace Wva.Scenarios.ConfigMaps;

/// <summary>An entry of the saturation ConfigMap (reference: surface 3.3, behaviour 0.5). What is not known there is warned of, for an API server kept it.</summary>
internal static class SaturationReader
{
    private static readonly string[] DefaultOnly = ["enableLimiter", "enableRescale", "limiters"];

    public static SaturationEntry? Read(ConfigMapEntry entry, JsonCursor content, string? home)
    {
        if (EntryKey.Read(entry, content, home) is not { } who)
        {
            return null;
        }

        if (who is { ModelId: not null, Namespace: null })
        {
            content.Member("namespace").Required();
        }

        var read = new SaturationEntry
        {
            For = who,
            KvCacheThreshold = Threshold(content.Member("kvCacheThreshold"), most: 1),
            QueueLengthThreshold = Threshold(content.Member("queueLengthThreshold")),
            KvSpareTrigger = Threshold(content.Member("kvSpareTrigger"), most: 1),
            QueueSpareTrigger = Threshold(content.Member("queueSpareTrigger")),
            ScaleUpThreshold = Boundary(content.Member("scaleUpThreshold")),
            ScaleDownBoundary = Boundary(content.Member("scaleDownBoundary")),
            Priority = Threshold(content.Member("priority")),
            Analyzers = ReadAnalyzers(content),
            EnableLimiter = content.Member("enableLimiter").AsFlag(),
            EnableRescale = content.Member("enableRescale").AsFlag(),
            Quotas = ReadLimiters(content.Member("limiters")),
            ScaleToZero = ReadScaleToZero(content.Member("scaleToZero")),
        };
        Check(content, read);
        WarnOfDefaultOnly(entry, content, home);
        WarnOfUnknown(content);
        return read;
    }

    /// <summary>Warns of every member that nobody asked for.</summary>
    public static void WarnOfUnknown(JsonCursor content)
    {
        foreach (var name in content.UnaskedMembers.ToList())
        {
            content.Member(name).Warn("is not a field here and changes nothing");
        }
    }

    private static double? Threshold(JsonCursor at, double most = double.PositiveInfinity)
    {
        var value = at.AsNumber(0, most);
        if (value is 0)
        {
            at.Warn("is 0 and counts as 0; the published setting takes the default instead, as the published autoscaler did");
        }

        return value;
    }

    /// <summary>A share of capacity to divide by: 0 can mean nothing but the default.</summary>
    private static double? Boundary(JsonCursor at)
    {
        if (at.AsNumber(0, 1) is not 0)
        {
            return at.AsNumber(0, 1);
        }

        at.Warn("is 0, which counts as absent");
        return null;
    }

    /// <summary>A list that names none of those that there are chooses tokens all the same, and nobody votes.</summary>
    private static readonly ImmutableArray<AnalyzerSpec> Silenced = [new AnalyzerSpec(AnalyzerNames.Saturation) { Enabled = false }];

    private static ImmutableArray<AnalyzerSpec>? ReadAnalyzers(JsonCursor content)
    {
        var name = content.Member("analyzerName");
        var names = new HashSet<string>(StringComparer.Ordinal);
        var items = content.Member("analyzers").Items().ToArray();
        ImmutableArray<AnalyzerSpec> list = [.. items.Select(item => ReadAnalyzer(item, names)).OfType<AnalyzerSpec>()];
        if (items.Length > 0)
        {
            return list.IsEmpty ? Silenced : list;
        }

        switch (name.AsText())
        {
            case null or "":
                return null;
            case AnalyzerNames.Saturation:
                return [new AnalyzerSpec(AnalyzerNames.Saturation)];
            default:
                name.Warn("names no analyzer of the published autoscaler and changes nothing");
                return null;
        }
    }

    private static AnalyzerSpec? ReadAnalyzer(JsonCursor analyzer, HashSet<string> names)
    {
        var type = analyzer.Member("type");
        var named = type.IsAbsent ? analyzer.Member("name") : type;
        var name = named.Required().AsName();
        var read = new AnalyzerSpec(name ?? "")
        {
            Enabled = analyzer.Member("enabled").AsFlag() ?? true,
            Score = analyzer.Member("score").AsNumber(0) is { } score and not 0 ? score : 1,
            ScaleUpThreshold = Boundary(analyzer.Member("scaleUpThreshold")),
            ScaleDownBoundary = Boundary(analyzer.Member("scaleDownBoundary")),
        };
        analyzer.Member("name").AsText();
        if (!analyzer.Member("parameters").IsAbsent)
        {
            analyzer.Member("parameters").Warn("are accepted and change nothing");
        }

        WarnOfUnknown(analyzer);
        if (read.ScaleUpThreshold <= read.ScaleDownBoundary)
        {
            analyzer.Member("scaleDownBoundary").Refuse("is not below scaleUpThreshold", "a number below it");
        }

        return IsKnown(named, name) && IsFirst(named, name, names) ? read : null;
    }

    private static bool IsFirst(JsonCursor named, string? name, HashSet<string> names)
    {
        if (name is null || names.Add(name))
        {
            return true;
        }

        named.Warn($"'{name}' stands twice: the first counts");
        return false;
    }

    private static bool IsKnown(JsonCursor named, string? name)
    {
        switch (name)
        {
            case null or AnalyzerNames.Saturation or AnalyzerNames.Percentage:
                return name is not null;
            case AnalyzerNames.Throughput:
                named.Warn("'throughput' is accepted and does not vote");
                return true;
            default:
                named.Warn($"'{name}' is no analyzer here: it is left out");
                return false;
        }
    }

    private static ImmutableArray<GpuQuota> ReadLimiters(JsonCursor list)
    {
        var quotas = ImmutableArray.CreateBuilder<GpuQuota>();
        foreach (var limiter in list.Items())
        {
            var isQuota = limiter.Member("type").Required().AsOneOf(("gpu-inventory", false), ("inventory", false), ("quota", true));
            if (isQuota is true)
            {
                quotas.Add(QuotaReader.ReadOne(limiter, string.Create(CultureInfo.InvariantCulture, $"quota-{quotas.Count + 1}")));
            }
            else
            {
                limiter.Member("name").AsText();
            }

            WarnOfUnknown(limiter);
        }

        return quotas.ToImmutable();
    }

    private static bool? ReadScaleToZero(JsonCursor zero)
    {
        var enabled = zero.Member("enabled").AsFlag();
        WarnOfUnknown(zero);
        return enabled;
    }

    private static void Check(JsonCursor content, SaturationEntry read)
    {
        if (read.ScaleUpThreshold <= read.ScaleDownBoundary)
        {
            content.Member("scaleDownBoundary").Refuse("is not below scaleUpThreshold", "a number below it");
        }

        if (read.KvSpareTrigger > read.KvCacheThreshold)
        {
            content.Member("kvSpareTrigger").Refuse("is above kvCacheThreshold", "that number or less");
        }
    }

    private static void WarnOfDefaultOnly(ConfigMapEntry entry, JsonCursor content, string? home)
    {
        if (entry.IsDefault && home is null)
        {
            return;
        }

        foreach (var name in DefaultOnly.Where(name => !content.Member(name).IsAbsent))
        {
            content.Member(name).Warn("counts in the entry 'default' of the system's namespace only, and changes nothing here");
        }
    }
}
