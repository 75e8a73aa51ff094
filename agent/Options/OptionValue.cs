using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Net;

namespace Wva.Agent.Options;

/// <summary>How the text of an option becomes a value.</summary>
internal static class OptionValue
{
    private const int MaxNameLength = 253;
    private const int MaxPathLength = 4096;
    private const int FingerprintDigits = 64;

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

    /// <summary>A URL of an engine's page; scheme and /metrics may be left out. One with a password is refused: it would be sent and shown in the clear.</summary>
    public static bool TryUrl(string text, [NotNullWhen(true)] out Uri? url, string scheme = "http")
    {
        var whole = text.Contains("://", StringComparison.Ordinal) ? text : scheme + Uri.SchemeDelimiter + text;
        if (!Uri.TryCreate(whole, UriKind.Absolute, out url) || url.Host.Length == 0 || url.UserInfo.Length > 0
            || (url.Scheme != Uri.UriSchemeHttp && url.Scheme != Uri.UriSchemeHttps))
        {
            url = null;
            return false;
        }

        url = url.PathAndQuery == "/" ? new Uri(url, "/metrics") : url;
        return true;
    }

    /// <summary>One such URL or more, separated by commas.</summary>
    public static bool TryUrls(string text, out IReadOnlyList<Uri> urls, string scheme = "http")
    {
        var found = new List<Uri>();
        urls = found;
        foreach (var part in text.Split(',', StringSplitOptions.TrimEntries))
        {
            if (!TryUrl(part, out var url, scheme))
            {
                return false;
            }

            found.Add(url);
        }

        return true;
    }

    /// <summary>One SHA-256 or more, separated by commas, as OpenSSL prints them or without colons; they come out as 64 upper-case digits.</summary>
    public static bool TryFingerprints(string text, out IReadOnlyList<string> fingerprints)
    {
        fingerprints = [.. text.Split(',', StringSplitOptions.TrimEntries).Select(part => part.Replace(":", "", StringComparison.Ordinal).ToUpperInvariant())];
        return fingerprints.All(fingerprint => fingerprint.Length == FingerprintDigits && fingerprint.All(char.IsAsciiHexDigit));
    }

    /// <summary>An IPv4 address of four parts, or an IPv6 address.</summary>
    public static bool TryAddress(string text, [NotNullWhen(true)] out IPAddress? address)
    {
        address = null; // "1" parses as 0.0.0.1
        return (text.AsSpan().Count('.') == 3 || text.Contains(':', StringComparison.Ordinal)) && IPAddress.TryParse(text, out address);
    }

    /// <summary>A value for a message, without a password that may stand in its URLs.</summary>
    public static string WithoutPassword(string text)
    {
        var (begin, at) = (text.IndexOf("://", StringComparison.Ordinal), text.LastIndexOf('@'));
        begin = begin < 0 ? 0 : begin + 3;
        return at > begin && text.AsSpan(begin, at - begin).Contains(':') ? $"{text[..begin]}(hidden){text[at..]}" : text;
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

    /// <summary>A path, of a file that may not be there yet.</summary>
    public static bool IsPath(string text) => text.Length is > 0 and <= MaxPathLength && !text.Any(char.IsControl);

    /// <summary>A name or UID of Kubernetes, not looked at more closely.</summary>
    public static bool IsName(string text) => text.Length is > 0 and <= MaxNameLength && !text.Any(char.IsControl);
}
