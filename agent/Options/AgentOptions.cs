using System.Net;

namespace Wva.Agent.Options;

/// <summary>All settings of a running agent, checked. <see cref="OptionTable"/> names and bounds each of them.</summary>
internal sealed class AgentOptions
{
    /// <summary>Shortest and longest period between two scrapes, whoever asks for it.</summary>
    public static readonly TimeSpan MinPeriod = TimeSpan.FromMilliseconds(50);

    /// <inheritdoc cref="MinPeriod"/>
    public static readonly TimeSpan MaxPeriod = TimeSpan.FromSeconds(60);

    /// <summary>Where samples go, as given.</summary>
    /// <value>At least one; no default.</value>
    public IReadOnlyList<AggregatorAddress> Aggregators { get; set; } = [];

    /// <summary>PEM file with the only certificates that an aggregator's chain may end in; null trusts what the machine trusts.</summary>
    public string? AggregatorCaFile { get; set; }

    /// <summary>TLS name of aggregators from a <c>file:</c> address; null takes the line's host.</summary>
    public string? AggregatorName { get; set; }

    /// <summary>Where the engine shows its metrics, in the order of trying.</summary>
    /// <value>Default: the usual ports on this machine.</value>
    public IReadOnlyList<Uri> EngineUrls { get; set; } = [new("http://127.0.0.1:8000/metrics"), new("http://127.0.0.1:8001/metrics")];

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
