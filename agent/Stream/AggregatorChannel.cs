using System.Net.Sockets;
using Grpc.Net.Client;
using Wva.Contracts;

namespace Wva.Agent.Stream;

/// <summary>Makes the channel of one stream: to one address, with the TLS name of the aggregator.</summary>
internal static class AggregatorChannel
{
    private static readonly TimeSpan ConnectTimeout = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan PingDelay = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan PingTimeout = TimeSpan.FromSeconds(10);

    /// <summary>A channel that connects at its first call.</summary>
    /// <exception cref="IOException">The file of authorities cannot be read.</exception>
    /// <exception cref="System.Security.Cryptography.CryptographicException">It holds no certificate.</exception>
    public static GrpcChannel Open(AggregatorEndpoint aggregator, string? caFile)
    {
        var handler = new SocketsHttpHandler
        {
            // The handler checks the certificate against the URI's host and ignores SslOptions.TargetHost: the URI carries the name, this callback the address.
            ConnectCallback = (_, cancellation) => ConnectAsync(aggregator, cancellation),
            SslOptions = AggregatorTrust.Read(caFile),
            ConnectTimeout = ConnectTimeout,
            KeepAlivePingDelay = PingDelay,
            KeepAlivePingTimeout = PingTimeout,
            AllowAutoRedirect = false,
            UseProxy = false,
            UseCookies = false,
            ActivityHeadersPropagator = null,
        };
        return GrpcChannel.ForAddress(
            new UriBuilder(Uri.UriSchemeHttps, aggregator.TlsName, aggregator.EndPoint.Port).Uri,
            new GrpcChannelOptions
            {
                HttpHandler = handler,
                DisposeHttpClient = true,
                MaxReceiveMessageSize = Wire.MaxMessageBytes,
                DisableResolverServiceConfig = true,
                CompressionProviders = [],
            });
    }

    private static async ValueTask<System.IO.Stream> ConnectAsync(AggregatorEndpoint aggregator, CancellationToken cancellation)
    {
#pragma warning disable CA2000 // the stream owns the socket
        var socket = new Socket(aggregator.EndPoint.AddressFamily, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
#pragma warning restore CA2000
        try
        {
            await socket.ConnectAsync(aggregator.EndPoint, cancellation);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }
}
