using System.Collections.Immutable;
using Wva.Scaling.Inputs;

namespace Wva.Scenarios;

/// <summary>A policy's <c>analyzers[]</c>.</summary>
internal static class AnalyzerReader
{
    private const string Allowed = $"{AnalyzerNames.Percentage}, {AnalyzerNames.Saturation}, {AnalyzerNames.Throughput}";

    public static ImmutableArray<AnalyzerSpec> Read(JsonCursor list)
    {
        var analyzers = ImmutableArray.CreateBuilder<AnalyzerSpec>();
        var names = new HashSet<string>(StringComparer.Ordinal);
        foreach (var item in list.Items())
        {
            var name = item.Member("name").Required();
            var text = name.AsName();
            if (text is not null && IsKnown(name, text) && !names.Add(text))
            {
                name.Refuse("stands twice", "each analyzer once");
            }

            analyzers.Add(ReadOne(item, text ?? ""));
        }

        return analyzers.ToImmutable();
    }

    private static AnalyzerSpec ReadOne(JsonCursor analyzer, string name)
    {
        var read = new AnalyzerSpec(name)
        {
            Enabled = analyzer.Member("enabled").AsFlag() ?? true,
            Score = analyzer.Member("score").AsNumber(0) ?? 1,
            ScaleUpThreshold = analyzer.Member("scaleUpThreshold").AsNumber(0, 1),
            ScaleDownBoundary = analyzer.Member("scaleDownBoundary").AsNumber(0, 1),
        };
        analyzer.RefuseUnknown();
        return read;
    }

    private static bool IsKnown(JsonCursor name, string text)
    {
        switch (text)
        {
            case AnalyzerNames.Percentage or AnalyzerNames.Saturation:
                return true;
            case AnalyzerNames.Throughput:
                name.Warn("'throughput' is accepted and does not vote, save where a scenario gives its analysis");
                return true;
            case AnalyzerNames.Forecast:
                name.Refuse("is not available yet", Allowed);
                return false;
            default:
                name.Refuse("is no analyzer", Allowed);
                return false;
        }
    }
}
