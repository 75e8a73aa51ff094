using System.Text;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Wva.Aggregator.Options;
using Wva.Aggregator.Store;

namespace Wva.Aggregator;

/// <summary>Says, once the sockets listen, where: in the log, and in a file where one is asked for, so that port 0 can be found.</summary>
internal static class Announcement
{
    /// <summary>Where metrics and health are served; null before the start is over, for until then the server still fills its list.</summary>
    public static string? HttpOf(IServer server, IHostApplicationLifetime lifetime) =>
        lifetime.ApplicationStarted.IsCancellationRequested ? HttpOf(server.Features.Get<IServerAddressesFeature>()!.Addresses) : null;

    /// <summary>Says it.</summary>
    /// <exception cref="IOException">The file could not be written.</exception>
    public static async Task MakeAsync(IServer server, AggregatorOptions options, ILogger log)
    {
        var addresses = server.Features.Get<IServerAddressesFeature>()!.Addresses;
        var grpc = addresses.First(address => address.StartsWith("https:", StringComparison.Ordinal));
        var http = HttpOf(addresses)!;
        AggregatorLog.Listening(log, grpc, http, options.VariantsDirectory);
        if (options.AnnounceFile is { } file)
        {
            var content = new JsonObject { ["grpc"] = grpc, ["http"] = http }.ToJsonString();
            await AtomicFile.WriteAsync(Path.GetFullPath(file), Encoding.UTF8.GetBytes(content), CancellationToken.None);
        }
    }

    private static string? HttpOf(IEnumerable<string> addresses) => addresses.FirstOrDefault(address => address.StartsWith("http:", StringComparison.Ordinal));
}
