namespace Wva.Scenarios.ConfigMaps;

/// <summary>An entry of the ConfigMap on scaling to zero: only what stands in it.</summary>
/// <param name="For">Whom it is for.</param>
/// <param name="Enabled">Whether an idle model may go to nothing.</param>
/// <param name="Retention">How long no request must have been seen.</param>
internal sealed record ScaleToZeroEntry(ModelRef For, bool? Enabled, TimeSpan? Retention)
{
    public static ScaleToZeroEntry? Read(ConfigMapEntry entry, JsonCursor content, string? home)
    {
        if (EntryKey.Read(entry, content, home) is not { } who)
        {
            return null;
        }

        var enabled = content.Member("enable_scale_to_zero").AsFlag();
        var retention = content.Member("retention_period");
        var text = retention.AsText();
        var span = text is null ? null : GoDuration.Parse(text);
        if (text is not null && span is null)
        {
            retention.Refuse("is no duration", "as in 10m, 1h30m, 90s");
        }

        if (span > PolicyParts.LongestRetention)
        {
            retention.Warn(FormattableString.Invariant($"is longer than {PolicyParts.LongestRetention.TotalDays} days, which count"));
            span = PolicyParts.LongestRetention;
        }

        SaturationReader.WarnOfUnknown(content);
        return new ScaleToZeroEntry(who, enabled, span);
    }
}
