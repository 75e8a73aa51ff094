using Wva.Telemetry.Exposition;

namespace Wva.Agent;

/// <summary>Shapes of families that recur on the agent's own page.</summary>
internal static class OwnFamilies
{
    /// <summary>A family of one sample.</summary>
    public static void One(this ExpositionWriter page, string name, string help, MetricKind kind, double value, params ReadOnlySpan<MetricLabel> labels)
    {
        page.Family(name, help, kind);
        page.Sample(name, value, labels);
    }

    /// <summary>A family with a sample for each value of an enumeration, so that none comes into being only when it first counts.</summary>
    public static void Each<T>(this ExpositionWriter page, string name, string help, MetricKind kind, string label, Func<T, double?> value)
        where T : struct, Enum
    {
        page.Family(name, help, kind);
        foreach (var each in Enum.GetValues<T>())
        {
            if (value(each) is { } number)
            {
                page.Sample(name, number, new MetricLabel(label, each.ToString()));
            }
        }
    }
}
