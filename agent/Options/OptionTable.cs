using System.Collections.Immutable;
using System.Security.Cryptography;
using Wva.Agent.Trust;

namespace Wva.Agent.Options;

/// <summary>Every option of a running agent, the only list of them.</summary>
internal static class OptionTable
{
    /// <summary>What is allowed where one page is named.</summary>
    public const string UrlAllowed = "an http:// or https:// URL, without user and password";

    private const string UrlsAllowed = "http:// or https:// URLs without user and password, separated by commas";
    private const string PeriodBounds = "a time from 50ms to 60s";

    private static readonly TimeSpan MinTimeout = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan MaxTimeout = TimeSpan.FromSeconds(60);

    /// <summary>The options in the order of help.</summary>
    public static ImmutableArray<OptionRow> Rows { get; } =
    [
        new("--aggregator", "ADDR[,ADDR]", "none, required", "https://HOST:PORT or file:PATH, separated by commas",
            "Where samples go: to every address of HOST, or to every line of the file at PATH.", TrySetAggregators),
        new("--aggregator-ca", "FILE", "what the machine trusts", "a readable PEM file with at least one certificate",
            "The only authorities that an aggregator's certificate may come from.",
            (options, value) => Is(IsCertificateFile(value), () => options.AggregatorCaFile = value)),
        new("--aggregator-name", "NAME", "the host in the line", "a host name or an address",
            "Name that an aggregator from a file: address must prove.",
            (options, value) => Is(OptionValue.IsHost(value), () => options.AggregatorName = value)),
        new("--token-file", "FILE", "none, no token is sent", "a path of 1 to 4096 characters",
            "Token that proves to an aggregator who this agent is, such as a pod's projected service-account token; read anew for each stream.",
            (options, value) => Is(OptionValue.IsPath(value), () => options.TokenFile = value)),
        new("--engine", "URL[,URL]", "http://127.0.0.1:8000/metrics, then port 8001; with --engine-ca or --engine-pin the same over https://", UrlsAllowed,
            "Where the engine shows its metrics, in the order of trying; /metrics is added where a URL has no path. With --engine-ca or --engine-pin over https:// only.",
            (options, value) => OptionValue.TryUrls(value, out var urls) && Is(true, () => options.EngineUrls = urls)),
        new("--engine-ca", "FILE", "what the machine trusts", "a readable PEM file with at least one certificate",
            "The only authorities that an engine's certificate may come from, or that certificate itself; read anew when it changes.",
            (options, value) => Is(IsCertificateFile(value), () => options.EngineCaFile = value)),
        new("--engine-name", "NAME", "the host in the URL", "a host name or an address",
            "Name that an engine's certificate must prove.",
            (options, value) => Is(OptionValue.IsHost(value), () => options.EngineName = value)),
        new("--engine-pin", "SHA256[,SHA256]", "none", "SHA-256 fingerprints of 64 hexadecimal digits, colons between them or not, separated by commas",
            "SHA-256 of the engine's certificate or of its public key (DER of SubjectPublicKeyInfo): it must show one of them. The name is checked only where --engine-name is given, the authority only where --engine-ca is.",
            (options, value) => OptionValue.TryFingerprints(value, out var pins) && Is(true, () => options.EnginePins = pins)),
        new("--dcgm", "URL", "none", UrlAllowed,
            "Where the node's DCGM exporter shows its metrics, best as http://HOST_IP:9400/metrics with --node-ip HOST_IP: a Service may answer from another node.",
            (options, value) => OptionValue.TryUrl(value, out var url) && Is(true, () => options.DcgmUrl = url)),
        new("--dcgm-ca", "FILE", "what the machine trusts", "a readable PEM file with at least one certificate",
            "The only authorities that the exporter's certificate may come from, or that certificate itself; read anew when it changes.",
            (options, value) => Is(IsCertificateFile(value), () => options.DcgmCaFile = value)),
        new("--gpu-uuids", "UUID[,UUID]", "those in NVIDIA_VISIBLE_DEVICES", "UUIDs that begin with GPU- or MIG-, separated by commas",
            "The GPUs of the pod, where the exporter does not say which pod holds a GPU.",
            (options, value) => GpuUuids.TryParse(value, out var uuids) && Is(true, () => options.GpuUuids = uuids)),
        new("--listen", "ADDR:PORT", "*:9402", "ADDR:PORT, *:PORT or off, PORT from 0 to 65535",
            "Where the agent serves its own /healthz, /readyz and /metrics; port 0 takes a free one.",
            (options, value) => OptionValue.TryEndPoint(value, out var endPoint) && Is(true, () => options.Listen = endPoint)),
        new("--pod-namespace", "NAME", "default", "1 to 253 characters", "Namespace of the pod.",
            (options, value) => Is(OptionValue.IsName(value), () => options.PodNamespace = value)),
        new("--pod-name", "NAME", "the host's name", "1 to 253 characters", "Name of the pod.",
            (options, value) => Is(OptionValue.IsName(value), () => options.PodName = value)),
        new("--pod-uid", "UID", "derived from namespace and name", "1 to 253 characters", "UID of the pod.",
            (options, value) => Is(OptionValue.IsName(value), () => options.PodUid = value)),
        new("--node", "NAME", "unknown", "1 to 253 characters", "Node of the pod.",
            (options, value) => Is(OptionValue.IsName(value), () => options.Node = value)),
        new("--node-ip", "ADDR", "unknown", "an IPv4 or IPv6 address", "Address of that node: an exporter that --dcgm asks there is the node's own.",
            (options, value) => OptionValue.TryAddress(value, out var address) && Is(true, () => options.NodeAddress = address)),
        new("--sample-period", "TIME", "1s", PeriodBounds, "Time between two readings of the engine.",
            (options, value) => OptionValue.TryTime(value, AgentOptions.MinPeriod, AgentOptions.MaxPeriod, out var time) && Is(true, () => options.SamplePeriod = time)),
        new("--fast-period", "TIME", "250ms", PeriodBounds, "Shortest time between two readings while requests wait or the KV cache fills up.",
            (options, value) => OptionValue.TryTime(value, AgentOptions.MinPeriod, AgentOptions.MaxPeriod, out var time) && Is(true, () => options.FastPeriod = time)),
        new("--kv-near-trigger", "SHARE", "0.6", "a share from 0 to 1", "Use of the KV cache from which readings come fast.",
            (options, value) => OptionValue.TryShare(value, out var share) && Is(true, () => options.KvNearTrigger = share)),
        new("--scrape-timeout", "TIME", "10s", "a time from 100ms to 60s", "A page that is not whole by then is a failed reading.",
            (options, value) => OptionValue.TryTime(value, MinTimeout, MaxTimeout, out var time) && Is(true, () => options.ScrapeTimeout = time)),
        new("--page-limit-bytes", "BYTES", "8388608 (8 MiB)", "a whole number from 65536 to 67108864", "A longer page is a failed reading.",
            (options, value) => OptionValue.TryWhole(value, 65_536, 67_108_864, out var bytes) && Is(true, () => options.PageLimitBytes = bytes)),
    ];

    private static bool Is(bool allowed, Action set)
    {
        if (allowed)
        {
            set();
        }

        return allowed;
    }

    private static bool TrySetAggregators(AgentOptions options, string value)
    {
        var addresses = new List<AggregatorAddress>();
        foreach (var part in value.Split(',', StringSplitOptions.TrimEntries))
        {
            if (!AggregatorAddress.TryParse(part, out var address))
            {
                return false;
            }

            addresses.Add(address);
        }

        options.Aggregators = addresses;
        return true;
    }

    private static bool IsCertificateFile(string path)
    {
        try
        {
            return CertificateFile.Read(path).Count > 0;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or CryptographicException or ArgumentException)
        {
            return false;
        }
    }
}
