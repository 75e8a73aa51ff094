using Wva.Scaling.Inputs;

namespace Wva.Scenarios.ConfigMaps;

/// <summary>An entry of the queueing-model ConfigMap: the latency that it asks for.</summary>
/// <param name="For">Whom it is for.</param>
/// <param name="Slo">The latency; null where it names none.</param>
internal sealed record QueueingEntry(ModelRef For, LatencyTargets? Slo)
{
    private const double MillisecondsASecond = 1000;

    public static QueueingEntry? Read(ConfigMapEntry entry, JsonCursor content, string? home)
    {
        if (EntryKey.Read(entry, content, home) is not { } who)
        {
            return null;
        }

        var ttft = content.Member("targetTTFT");
        var itl = content.Member("targetITL");
        var (ttftMilliseconds, itlMilliseconds) = (ttft.AsNumber(0), itl.AsNumber(0));
        if (ttft.IsAbsent != itl.IsAbsent)
        {
            (ttft.IsAbsent ? ttft : itl).Complain("is missing; allowed: targetTTFT and targetITL, both or neither");
        }

        foreach (var name in (string[])["sloMultiplier", "tuningEnabled"])
        {
            if (!content.Member(name).IsAbsent)
            {
                content.Member(name).Warn("belongs to an analyzer that does not exist here, and changes nothing");
            }
        }

        SaturationReader.WarnOfUnknown(content);
        return new QueueingEntry(who, ttftMilliseconds is null ? null : new LatencyTargets(Target(ttftMilliseconds) / MillisecondsASecond, Target(itlMilliseconds)));
    }

    /// <summary>0 is no target (reference: behaviour 4.3).</summary>
    private static double? Target(double? milliseconds) => milliseconds is 0 ? null : milliseconds;
}
