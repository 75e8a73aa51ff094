using System.Net;
using System.Net.Sockets;
using Microsoft.Extensions.Logging;
using Wva.Agent.Options;

namespace Wva.Agent.Stream;

/// <summary>One <c>--aggregator</c> address and where it leads. What a name led to stands while it leads nowhere: an aggregator outlives its name service.</summary>
internal sealed class AddressSource(AggregatorAddress address, string? tlsName, INameResolver resolver, TimeProvider time, ILogger logger)
{
    /// <summary>A name is resolved again after this time; one that led nowhere after 1, 2, 4 … s, at most this.</summary>
    public static readonly TimeSpan ResolvePeriod = TimeSpan.FromSeconds(30);

    private static readonly TimeSpan MinRetry = TimeSpan.FromSeconds(1);

    private long? _looked;
    private TimeSpan _pause = ResolvePeriod;
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
        if (!broke && stamp == _stamp && _looked is { } last && time.GetElapsedTime(last) < _pause)
        {
            return;
        }

        _stamp = stamp;
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

        // A sidecar is often up before its pod's name service, or before the first replica is.
        _pause = errors.Count == 0 ? ResolvePeriod : _well == false ? Smaller(_pause * 2, ResolvePeriod) : MinRetry;
        (_hosts, _looked) = (hosts, time.GetTimestamp());
        Say(found, errors);
        Endpoints = found;
    }

    private static TimeSpan Smaller(TimeSpan one, TimeSpan other) => one < other ? one : other;

    private (DateTime WrittenAt, long Length) Stamp()
    {
        if (address.FilePath is not { } path || !File.Exists(path))
        {
            return default;
        }

        try
        {
            // Of the open file: a mounted ConfigMap is a link that never changes itself, only what it leads to does.
            using var file = File.OpenHandle(path);
            return (File.GetLastWriteTimeUtc(file), RandomAccess.GetLength(file));
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return default;
        }
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
