using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Net;

namespace Wva.Agent.Options;

/// <summary>How the text of an option becomes a value.</summary>
internal static class OptionValue
{
    private const int MaxNameLength = 253;

    /// <summary>Units of time; ms stands before s, which it ends in.</summary>
    private static readonly (string Suffix, double Seconds)[] TimeUnits = [("ms", 0.001), ("s", 1), ("m", 60)];

    /// <summary>A time such as 250ms, 1.5s or 1m; without a unit, seconds.</summary>
    public static bool TryTime(string text, TimeSpan min, TimeSpan max, out TimeSpan time)
    {
        var (suffix, unit) = Array.Find(TimeUnits, known => text.EndsWith(known.Suffix, StringComparison.Ordinal));
        var number = text.AsSpan(0, text.Length - (suffix?.Length ?? 0));
        time = default;

        // "NaN" parses, and is not at most anything.
        if (!double.TryParse(number, NumberStyles.AllowDecimalPoint | NumberStyles.AllowTrailingWhite, CultureInfo.InvariantCulture, out var value)
            || !(value * (suffix is null ? 1 : unit) <= max.TotalSeconds))
        {
            return false;
        }

        time = TimeSpan.FromSeconds(value * (suffix is null ? 1 : unit));
        return time >= min;
    }

    /// <summary>A number from 0 to 1.</summary>
    public static bool TryShare(string text, out double share) =>
        double.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out share) && share is >= 0 and <= 1;

    /// <summary>A whole number within bounds.</summary>
    public static bool TryWhole(string text, long min, long max, out long number) =>
        long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out number) && number >= min && number <= max;

    /// <summary>A URL of an engine's page; http:// and /metrics may be left out.</summary>
    public static bool TryUrl(string text, [NotNullWhen(true)] out Uri? url)
    {
        var whole = text.Contains("://", StringComparison.Ordinal) ? text : Uri.UriSchemeHttp + Uri.SchemeDelimiter + text;
        if (!Uri.TryCreate(whole, UriKind.Absolute, out url) || url.Host.Length == 0
            || (url.Scheme != Uri.UriSchemeHttp && url.Scheme != Uri.UriSchemeHttps))
        {
            url = null;
            return false;
        }

        url = url.PathAndQuery == "/" ? new Uri(url, "/metrics") : url;
        return true;
    }

    /// <summary>ADDR:PORT, *:PORT (every address, IPv4 and IPv6) or off (null).</summary>
    public static bool TryEndPoint(string text, out IPEndPoint? endPoint)
    {
        endPoint = null;
        if (text == "off")
        {
            return true;
        }

        if (text.StartsWith("*:", StringComparison.Ordinal))
        {
            var every = TryWhole(text[2..], 0, IPEndPoint.MaxPort, out var port);
            endPoint = every ? new IPEndPoint(IPAddress.IPv6Any, (int)port) : null;
            return every;
        }

        // IPEndPoint takes an address without a port as port 0, and "1" as the address 0.0.0.1.
        var colon = text.LastIndexOf(':');
        return colon > 0 && TryWhole(text[(colon + 1)..], 0, IPEndPoint.MaxPort, out _)
            && (text.Contains('.', StringComparison.Ordinal) || text[0] == '[')
            && IPEndPoint.TryParse(text, out endPoint);
    }

    /// <summary>A DNS name or an address.</summary>
    public static bool IsHost(string text) => Uri.CheckHostName(text) is not (UriHostNameType.Unknown or UriHostNameType.Basic);

    /// <summary>A name or UID of Kubernetes, not looked at more closely.</summary>
    public static bool IsName(string text) => text.Length is > 0 and <= MaxNameLength && !text.Any(char.IsControl);
}
