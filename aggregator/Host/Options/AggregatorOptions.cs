using System.Globalization;
using System.Net;
using Wva.Scenarios.ConfigMaps;

namespace Wva.Aggregator.Options;

/// <summary>All settings of a running aggregator, checked. <see cref="OptionTable"/> names and bounds each of them.</summary>
internal sealed class AggregatorOptions
{
    /// <summary>Folder of manifests, targets, policy and statuses.</summary>
    /// <value>No default.</value>
    public string VariantsDirectory { get; set; } = "";

    /// <summary>Where agents report.</summary>
    /// <value>Default: port 9443 on 127.0.0.1.</value>
    public IPEndPoint ListenGrpc { get; set; } = new(IPAddress.Loopback, 9443);

    /// <summary>Where metrics and health are served.</summary>
    /// <value>Default: port 9444 on 127.0.0.1.</value>
    public IPEndPoint ListenHttp { get; set; } = new(IPAddress.Loopback, 9444);

    /// <summary>The aggregator's certificate and its chain, PEM.</summary>
    /// <value>No default.</value>
    public string TlsCertificateFile { get; set; } = "";

    /// <summary>Its key, PEM.</summary>
    /// <value>No default.</value>
    public string TlsKeyFile { get; set; } = "";

    /// <summary>Time between two decisions; a sample that crosses a threshold does not wait for it.</summary>
    /// <value>Default: 1 s.</value>
    public TimeSpan Cycle { get; set; } = TimeSpan.FromSeconds(1);

    /// <summary>Name of this aggregator among several.</summary>
    /// <value>Default: the host's name and the process id.</value>
    public string Identity { get; set; } = string.Create(CultureInfo.InvariantCulture, $"{Environment.MachineName}-{Environment.ProcessId}");

    /// <summary>File that tells the addresses bound; null for none.</summary>
    public string? AnnounceFile { get; set; }

    /// <summary>File that keeps decisions with all that they rested on; null for none.</summary>
    public string? DecisionLogFile { get; set; }

    /// <summary>What the environment says of ConfigMaps of the published autoscaler.</summary>
    public PublishedEnvironment PublishedEnvironment { get; set; } = PublishedEnvironment.None;
}
