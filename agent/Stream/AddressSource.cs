using System.Net;
using System.Net.Sockets;
using Microsoft.Extensions.Logging;
using Wva.Agent.Options;

namespace Wva.Agent.Stream;

/// <summary>One <c>--aggregator</c> address and where it leads. What a name led to stands while it leads nowhere: an aggregator outlives its name service.</summary>
internal sealed class AddressSource(AggregatorAddress address, string? tlsName, INameResolver resolver, TimeProvider time, ILogger logger)
{
    /// <summary>A name is resolved again after this time.</summary>
    public static readonly TimeSpan ResolvePeriod = TimeSpan.FromSeconds(30);

    private long? _looked;
    private (DateTime WrittenAt, long Length) _stamp;
    private bool? _well;
    private Dictionary<AggregatorAddress, AggregatorEndpoint[]> _hosts = [];

    /// <summary>Replicas that the address leads to.</summary>
    public IReadOnlySet<AggregatorEndpoint> Endpoints { get; private set; } = new HashSet<AggregatorEndpoint>();

    /// <summary>Looks again where it is time to: the period is over, the file was written, or a stream broke.</summary>
    /// <param name="broke">A stream has ended since the last look.</param>
    /// <param name="cancellation">The process ends.</param>
    public async Task LookAsync(bool broke, CancellationToken cancellation)
    {
        var stamp = Stamp();
        if (!broke && stamp == _stamp && _looked is { } last && time.GetElapsedTime(last) < ResolvePeriod)
        {
            return;
        }

        (_stamp, _looked) = (stamp, time.GetTimestamp());
        var hosts = new Dictionary<AggregatorAddress, AggregatorEndpoint[]>();
        var errors = new List<string>();
        await ResolveAsync(hosts, errors, cancellation);
        var found = hosts.Values.SelectMany(endpoints => endpoints).ToHashSet();
        if (found.Count == 0)
        {
            // Nothing at all is a file half written, or a name service that is away, before it is a wish to report to nobody.
            (hosts, found) = (_hosts, [.. Endpoints]);
            errors.AddRange(errors.Count == 0 ? ["it holds no address"] : []);
        }

        _hosts = hosts;
        Say(found, errors);
        Endpoints = found;
    }

    private (DateTime WrittenAt, long Length) Stamp()
    {
        var file = address.FilePath is { } path ? new FileInfo(path) : null;
        return file is { Exists: true } ? (file.LastWriteTimeUtc, file.Length) : default;
    }

    private async Task ResolveAsync(Dictionary<AggregatorAddress, AggregatorEndpoint[]> hosts, List<string> errors, CancellationToken cancellation)
    {
        if (address.FilePath is null)
        {
            await ResolveAsync(address, address.Host!, hosts, errors, cancellation);
            return;
        }

        foreach (var line in await LinesAsync(address.FilePath, errors, cancellation))
        {
            if (AggregatorAddress.TryParseHost(line.Contains("://", StringComparison.Ordinal) ? line : $"https://{line}", out var host))
            {
                await ResolveAsync(host, tlsName ?? host.Host!, hosts, errors, cancellation);
            }
            else
            {
                errors.Add($"'{line}' is no address, give https://HOST:PORT, one a line");
            }
        }
    }

    private static async Task<IEnumerable<string>> LinesAsync(string path, List<string> errors, CancellationToken cancellation)
    {
        try
        {
            var lines = await File.ReadAllLinesAsync(path, cancellation);
            return lines.Select(line => line.Trim()).Where(line => line.Length > 0 && line[0] != '#');
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            errors.Add(exception.Message);
            return [];
        }
    }

    private async Task ResolveAsync(AggregatorAddress host, string name, Dictionary<AggregatorAddress, AggregatorEndpoint[]> hosts, List<string> errors, CancellationToken cancellation)
    {
        try
        {
            var addresses = IPAddress.TryParse(host.Host, out var literal) ? [literal] : await resolver.ResolveAsync(host.Host!, cancellation);
            hosts[host] = [.. addresses.Select(one => new AggregatorEndpoint(name, new IPEndPoint(one, host.Port)))];
        }
        catch (SocketException exception)
        {
            errors.Add($"{host.Host}: {exception.Message}");
            hosts[host] = _hosts.GetValueOrDefault(host, []);
        }
    }

    private void Say(HashSet<AggregatorEndpoint> found, List<string> errors)
    {
        if (errors.Count > 0 && _well != false)
        {
            AgentLog.AddressLost(logger, address, string.Join("; ", errors));
        }
        else if (errors.Count == 0 && (_well == false || !found.SetEquals(Endpoints)))
        {
            AgentLog.AddressFound(logger, address, string.Join(", ", found.Select(endpoint => endpoint.EndPoint)));
        }

        _well = errors.Count == 0;
    }
}
