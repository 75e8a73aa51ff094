using System.Collections.Concurrent;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;

namespace Wva.Local.Run;

/// <summary>
/// A port of loopback that is free, for processes that say nowhere which one they took, or must come back at the same one after they were killed.
/// It lies outside the range that the kernel takes ports of outgoing connections from, where that range leaves any: else one of those could have it while its process is started again.
/// </summary>
internal static class FreePort
{
    private const string OutgoingRange = "/proc/sys/net/ipv4/ip_local_port_range";
    private const int Lowest = 10_000; // services of the machine lie below
    private const int Tries = 1_000;

    private static readonly ConcurrentDictionary<int, bool> Given = new();

    /// <summary>Another one each time.</summary>
    /// <exception cref="IOException">None is free.</exception>
    public static int Next()
    {
        var ports = Outside(File.ReadAllText(OutgoingRange));
        for (var tries = 0; tries < Tries; tries++)
        {
            var port = TakeIfFree(ports.Count == 0 ? 0 : ports[RandomNumberGenerator.GetInt32(ports.Count)]);
            if (port is { } free && Given.TryAdd(free, true))
            {
                return free;
            }
        }

        throw new IOException($"of {Tries} ports of loopback from {Lowest} on none was free");
    }

    /// <summary>The same with its address, as <c>--listen</c> takes it.</summary>
    public static string Loopback() => string.Create(CultureInfo.InvariantCulture, $"127.0.0.1:{Next()}");

    /// <summary>The ports from 10,000 on that no outgoing connection gets.</summary>
    /// <param name="range">First and last port of outgoing connections, as the kernel writes them.</param>
    public static IReadOnlyList<int> Outside(string range)
    {
        int[] bounds = [.. range.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries).Select(static text => int.Parse(text, CultureInfo.InvariantCulture))];
        return [.. Enumerable.Range(Lowest, IPEndPoint.MaxPort - Lowest + 1).Where(port => port < bounds[0] || port > bounds[1])];
    }

    private static int? TakeIfFree(int port)
    {
        using var listener = new TcpListener(IPAddress.Loopback, port);
        try
        {
            listener.Start();
            return ((IPEndPoint)listener.LocalEndpoint).Port;
        }
        catch (SocketException e) when (e.SocketErrorCode is SocketError.AddressAlreadyInUse)
        {
            return null;
        }
    }
}
