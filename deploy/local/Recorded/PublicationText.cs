using System.Globalization;
using Wva.Local.Measure;

namespace Wva.Local.Recorded;

/// <summary>A published value as a line. Pure.</summary>
internal static class PublicationText
{
    /// <summary>When, whose, from and to, why, and how long it took.</summary>
    public static string Line(Publication publication)
    {
        var from = publication.From is { } value ? value.ToString(CultureInfo.InvariantCulture) : "none";
        var took = publication.Latency is { } time ? string.Create(CultureInfo.InvariantCulture, $" ({time.TotalMilliseconds:0} ms after the engine asked for it)") : string.Empty;
        return string.Create(CultureInfo.InvariantCulture, $"{publication.At.TotalSeconds,9:0.000} s  {publication.Variant}: {from} -> {publication.To}  {publication.Reason}: {publication.Message}{took}");
    }
}
