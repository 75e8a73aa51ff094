using System.Collections.Immutable;
using System.Globalization;
using System.Net;

namespace Wva.Aggregator.Options;

/// <summary>Every option of the aggregator, the only list of them.</summary>
internal static class OptionTable
{
    // Directory mode believes what an agent says of itself: nobody outside this machine may reach it.
    private const string LoopbackOnly = "ADDR:PORT on a loopback address (the directory store serves this machine only), PORT from 0 to 65535";

    private const int LongestIdentity = 63;

    private static readonly TimeSpan MinCycle = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan MaxCycle = TimeSpan.FromSeconds(60);

    /// <summary>The options in the order of help.</summary>
    public static ImmutableArray<OptionRow> Rows { get; } =
    [
        new("--store", "KIND", "directory", Required: false, "directory", "Where variants come from and statuses go.",
            (_, value) => value == "directory"),
        new("--variants", "DIR", "none", Required: true, "a folder that exists",
            "Folder of manifests (NAME.yaml), targets (NAME.target.yaml) and policy.yaml, or ConfigMaps of the published autoscaler; NAME.status.yaml is written beside them. Of several aggregators over one folder one decides, the others stand by.", TrySetVariants),
        new("--listen-grpc", "ADDR:PORT", "127.0.0.1:9443", Required: false, LoopbackOnly,
            "Where agents report, over TLS; port 0 takes a free one.",
            (options, value) => TryLoopback(value, endPoint => options.ListenGrpc = endPoint)),
        new("--listen-http", "ADDR:PORT", "127.0.0.1:9444", Required: false, LoopbackOnly,
            "Where /metrics, /healthz and /readyz are served; port 0 takes a free one.",
            (options, value) => TryLoopback(value, endPoint => options.ListenHttp = endPoint)),
        new("--tls-certificate", "FILE", "none", Required: true, "a PEM file that exists",
            "Certificate that agents see, with its chain; read again when it changes.",
            (options, value) => File.Exists(value) && Is(() => options.TlsCertificateFile = value)),
        new("--tls-key", "FILE", "none", Required: true, "a PEM file that exists",
            "Key of the certificate; read again when it changes.",
            (options, value) => File.Exists(value) && Is(() => options.TlsKeyFile = value)),
        new("--cycle", "TIME", "1s", Required: false, "a time from 100ms to 60s",
            "Time between two decisions; a sample that crosses a threshold is decided on at once.", TrySetCycle),
        new("--identity", "NAME", "the host's name and the process id", Required: false, "1 to 63 letters, digits, '-', '_' or '.'",
            "Name of this aggregator among several over one folder, in the log and where it is told who decides; no two may share one.", TrySetIdentity),
        new("--announce", "FILE", "none", Required: false, "a path in a folder that exists",
            "After the start, the addresses bound are written there: {\"grpc\": \"https://ADDR:PORT\", \"http\": \"http://ADDR:PORT\"}.",
            (options, value) => TryPath(value, path => options.AnnounceFile = path)),
        new("--decision-log", "FILE", "none", Required: false, "a path in a folder that exists",
            "Each cycle that publishes another number is kept there, a line of JSON with all that it saw, which wva decide --batch decides again; at 64 MiB the file is renamed to FILE.1 and a new one begun.",
            (options, value) => TryPath(value, path => options.DecisionLogFile = path)),
    ];

    private static bool TrySetVariants(AggregatorOptions options, string value)
    {
        options.VariantsDirectory = value;
        return Directory.Exists(value);
    }

    private static bool TrySetIdentity(AggregatorOptions options, string value)
    {
        options.Identity = value;
        return value.Length is > 0 and <= LongestIdentity && value.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_' or '.');
    }

    private static bool TryPath(string value, Action<string> set)
    {
        set(value);
        return value.Length > 0 && !Directory.Exists(value) && Directory.Exists(Path.GetDirectoryName(Path.GetFullPath(value)));
    }

    private static bool TrySetCycle(AggregatorOptions options, string value)
    {
        if (TryTime(value) is not { } cycle || cycle < MinCycle || cycle > MaxCycle)
        {
            return false;
        }

        options.Cycle = cycle;
        return true;
    }

    private static bool TryLoopback(string value, Action<IPEndPoint> set)
    {
        // IPEndPoint takes an address without a port as port 0.
        var colon = value.LastIndexOf(':');
        if (colon <= 0 || !ushort.TryParse(value.AsSpan(colon + 1), NumberStyles.None, CultureInfo.InvariantCulture, out _)
            || !(value.Contains('.', StringComparison.Ordinal) || value[0] == '[')
            || !IPEndPoint.TryParse(value, out var endPoint) || !IPAddress.IsLoopback(endPoint.Address))
        {
            return false;
        }

        set(endPoint);
        return true;
    }

    // 250ms, 1.5s, 1m; without a unit, seconds.
    private static TimeSpan? TryTime(string value)
    {
        var (suffix, seconds) = value switch
        {
            _ when value.EndsWith("ms", StringComparison.Ordinal) => (2, 0.001),
            _ when value.EndsWith('s') => (1, 1.0),
            _ when value.EndsWith('m') => (1, 60.0),
            _ => (0, 1.0),
        };
        return double.TryParse(value.AsSpan(0, value.Length - suffix), NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number)
            && number * seconds < TimeSpan.MaxValue.TotalSeconds
            ? TimeSpan.FromSeconds(number * seconds)
            : null;
    }

    private static bool Is(Action set)
    {
        set();
        return true;
    }
}
