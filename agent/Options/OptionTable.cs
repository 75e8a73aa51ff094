using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Wva.Agent.Options;

/// <summary>Every option of a running agent, the only list of them.</summary>
internal static class OptionTable
{
    private const string PeriodBounds = "a time from 50ms to 60s";

    private static readonly TimeSpan MinTimeout = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan MaxTimeout = TimeSpan.FromSeconds(60);

    /// <summary>The options in the order of help.</summary>
    public static ImmutableArray<OptionRow> Rows { get; } =
    [
        new("--aggregator", "ADDR[,ADDR]", "none, required", "https://HOST:PORT or file:PATH, separated by commas",
            "Where samples go: to every address of HOST, or to every line of the file at PATH.", TrySetAggregators),
        new("--aggregator-ca", "FILE", "what the machine trusts", "a readable PEM file with at least one certificate",
            "The only authorities that an aggregator's certificate may come from.", TrySetCa),
        new("--aggregator-name", "NAME", "the host in the line", "a host name or an address",
            "Name that an aggregator from a file: address must prove.",
            (options, value) => Is(OptionValue.IsHost(value), () => options.AggregatorName = value)),
        new("--engine", "URL", "http://127.0.0.1:8000/metrics, then port 8001", "an http:// or https:// URL",
            "Where the engine shows its metrics; /metrics is added where the URL has no path.",
            (options, value) => OptionValue.TryUrl(value, out var url) && Is(true, () => options.EngineUrls = [url])),
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

    private static bool TrySetCa(AgentOptions options, string value)
    {
        try
        {
            var certificates = new X509Certificate2Collection();
            certificates.ImportFromPemFile(value);
            options.AggregatorCaFile = value;
            return certificates.Count > 0;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or CryptographicException or ArgumentException)
        {
            return false;
        }
    }
}
