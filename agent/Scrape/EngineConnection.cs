using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;
using Wva.Agent.Trust;

namespace Wva.Agent.Scrape;

/// <summary>Connects to an engine or exporter, and over HTTPS shakes hands: here and not in the handler, for the name to prove, the file of authorities as it is now, and the words of a refusal.</summary>
internal sealed class EngineConnection(ServerTrust trust)
{
    // The handler goes on connecting for a request that was given up. A handshake that outlives its scrape would be a second one at the engine.
    private static readonly HttpRequestOptionsKey<CancellationToken> ScrapeKey = new("wva.scrape");

    /// <summary>Binds the connection that a request may make to the request's own end.</summary>
    public static void Bind(HttpRequestMessage request, CancellationToken scrape) => request.Options.Set(ScrapeKey, scrape);

    /// <summary>The handler's callback.</summary>
    /// <exception cref="SocketException">Not reached.</exception>
    /// <exception cref="AuthenticationException">No TLS, or not trusted; its message says why.</exception>
    public async ValueTask<System.IO.Stream> ConnectAsync(SocketsHttpConnectionContext context, CancellationToken cancellation)
    {
        context.InitialRequestMessage.Options.TryGetValue(ScrapeKey, out var scrape);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(scrape, cancellation);
#pragma warning disable CA2000 // each owns the one below, and the handler the last
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(context.DnsEndPoint, either.Token);
            var plain = new NetworkStream(socket, ownsSocket: true);
#pragma warning restore CA2000
            return context.InitialRequestMessage.RequestUri!.Scheme == Uri.UriSchemeHttps ? await SecureAsync(plain, context.DnsEndPoint.Host, either.Token) : plain;
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    private async Task<SslStream> SecureAsync(NetworkStream plain, string host, CancellationToken cancellation)
    {
        var check = trust.Check(host);
        var secure = new SslStream(plain);
        try
        {
            await secure.AuthenticateAsClientAsync(check.Settings(), cancellation);
            return secure;
        }
        catch (Exception exception) when (exception is AuthenticationException or IOException)
        {
            await secure.DisposeAsync();
            throw new AuthenticationException(check.Problem ?? Words(exception), exception);
        }
        catch
        {
            await secure.DisposeAsync();
            throw;
        }
    }

    // What does not begin like a record of TLS has no size that could be read.
    private string Words(Exception exception) => exception switch
    {
        _ when exception.Message.Contains("frame", StringComparison.Ordinal) => $"the port does not speak TLS{trust.PlainHint}",
        IOException => "the connection was closed in the handshake",
        _ => (exception.InnerException ?? exception).Message,
    };
}
