using System.Net;

namespace Wva.Agent.Options;

/// <summary>All settings of a running agent, checked. <see cref="OptionTable"/> names and bounds each of them.</summary>
internal sealed class AgentOptions
{
    /// <summary>Shortest and longest period between two scrapes, whoever asks for it.</summary>
    public static readonly TimeSpan MinPeriod = TimeSpan.FromMilliseconds(50);

    /// <inheritdoc cref="MinPeriod"/>
    public static readonly TimeSpan MaxPeriod = TimeSpan.FromSeconds(60);

    private static readonly Uri[] UsualEngineUrls = [new("http://127.0.0.1:8000/metrics"), new("http://127.0.0.1:8001/metrics")];
    private static readonly Uri[] UsualSecureEngineUrls = [new("https://127.0.0.1:8000/metrics"), new("https://127.0.0.1:8001/metrics")];

    /// <summary>Where samples go, as given.</summary>
    /// <value>At least one; no default.</value>
    public IReadOnlyList<AggregatorAddress> Aggregators { get; set; } = [];

    /// <summary>PEM file with the only certificates that an aggregator's chain may end in; null trusts what the machine trusts.</summary>
    public string? AggregatorCaFile { get; set; }

    /// <summary>TLS name of aggregators from a <c>file:</c> address; null takes the line's host.</summary>
    public string? AggregatorName { get; set; }

    /// <summary>File with the token that proves to an aggregator who this agent is, read anew for each stream; null sends none.</summary>
    public string? TokenFile { get; set; }

    /// <summary>Where the engine shows its metrics, in the order of trying.</summary>
    /// <value>Default: the usual ports on this machine; over HTTPS, and only so, where the engine must prove itself.</value>
    public IReadOnlyList<Uri> EngineUrls
    {
        get => field ?? (EngineMustProve ? UsualSecureEngineUrls : UsualEngineUrls);
        set;
    }

    /// <summary>PEM file with the only certificates that an engine's chain may end in, or that it may show; null trusts what the machine trusts.</summary>
    public string? EngineCaFile { get; set; }

    /// <summary>Name that an engine's certificate must prove; null takes the URL's host.</summary>
    public string? EngineName { get; set; }

    /// <summary>SHA-256 of the certificates or public keys that an engine may show, 64 upper-case hexadecimal digits each; empty asks for none.</summary>
    public IReadOnlyList<string> EnginePins { get; set; } = [];

    /// <summary>True where it is said whom to trust: nothing is read over plain HTTP then.</summary>
    public bool EngineMustProve => EngineCaFile is not null || EnginePins.Count > 0;

    /// <summary>Where the node's DCGM exporter shows its metrics; null reads none.</summary>
    public Uri? DcgmUrl { get; set; }

    /// <summary>PEM file with the only certificates that the exporter's chain may end in, or that it may show; null trusts what the machine trusts.</summary>
    public string? DcgmCaFile { get; set; }

    /// <summary>UUIDs of the GPUs and MIG devices that the pod was given; empty where unknown.</summary>
    /// <value>Default: those that the container runtime's NVIDIA_VISIBLE_DEVICES lists.</value>
    public IReadOnlyList<string> GpuUuids { get; set; } = [];

    /// <summary>Where the agent's own pages are served; null serves none.</summary>
    /// <value>Default: port 9402 on every address.</value>
    public IPEndPoint? Listen { get; set; } = new(IPAddress.IPv6Any, 9402);

    /// <summary>Namespace of the pod.</summary>
    public string PodNamespace { get; set; } = "default";

    /// <summary>Name of the pod.</summary>
    /// <value>Default: the host's name.</value>
    public string PodName { get; set; } = Dns.GetHostName();

    /// <summary>UID of the pod; null derives one from namespace and name, the same at every start.</summary>
    public string? PodUid { get; set; }

    /// <summary>Node of the pod; empty where unknown.</summary>
    public string Node { get; set; } = "";

    /// <summary>Address of that node; null where unknown.</summary>
    public IPAddress? NodeAddress { get; set; }

    /// <summary>Time between the starts of two scrapes while the engine is at ease.</summary>
    public TimeSpan SamplePeriod { get; set; } = TimeSpan.FromSeconds(1);

    /// <summary>Shortest time between two scrapes while requests wait or the KV cache fills up; never slower than <see cref="SamplePeriod"/>.</summary>
    public TimeSpan FastPeriod { get; set; } = TimeSpan.FromMilliseconds(250);

    /// <summary>Share of KV cache from which scrapes come fast, 0 to 1.</summary>
    public double KvNearTrigger { get; set; } = 0.6;

    /// <summary>A page that is not whole after this time is a failed scrape.</summary>
    public TimeSpan ScrapeTimeout { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>A page longer than this is a failed scrape, bytes.</summary>
    public long PageLimitBytes { get; set; } = 8 * 1024 * 1024;
}
