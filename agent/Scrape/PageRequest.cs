using System.Net;
using System.Net.Http.Headers;
using Wva.Agent.Trust;

namespace Wva.Agent.Scrape;

/// <summary>
/// Asks for a page: HTTP/1.1, nothing compressed, no proxy, no cookies, at most one redirect and that on the same host. One connection at a time,
/// and a new one once other authorities are trusted.
/// </summary>
internal sealed class PageRequest : IDisposable
{
    private readonly ServerTrust _trust;
    private readonly EngineConnection _connection;
    private HttpClient _client;
    private int _trustVersion;

    /// <summary>A client that asks for the text format.</summary>
    public PageRequest(ServerTrust trust)
    {
        _trust = trust;
        _connection = new EngineConnection(trust);
        _trustVersion = trust.Version;
        _client = Client(_connection);
    }

    /// <summary>Asks, and follows one redirect.</summary>
    /// <exception cref="HttpRequestException">No connection, no trust, or no HTTP.</exception>
    public async Task<PageAnswer> AskAsync(Uri url, CancellationToken cancellation)
    {
        Renew();
        var response = await SendAsync(url, cancellation);
        if (RedirectOf(response) is not { } location)
        {
            return Answer(url, response);
        }

        response.Dispose();
        var known = Uri.TryCreate(url, location, out var target);
        return known && MayFollow(url, target!)
            ? Answer(target!, await SendAsync(target!, cancellation))
            : new PageAnswer(null, ScrapeFault.Redirect, $"redirected to {(known ? WithoutQuery(target!) : "what is no address")}, which is not followed: another host or scheme; where that is the engine, name it in {_trust.Option}");
    }

    /// <summary>What to tell where a plain request got no answer in HTTP.</summary>
    public string WithHint(string problem, Uri url) => url.Scheme == Uri.UriSchemeHttp ? $"{problem}; {_trust.SecureHint}" : problem;

    /// <inheritdoc/>
    public void Dispose() => _client.Dispose();

    // Never the handler of a gRPC channel: a channel takes over its handler's connections.
    private static HttpClient Client(EngineConnection connection)
    {
#pragma warning disable CA2000 // the client owns the handler
        var client = new HttpClient(new SocketsHttpHandler
#pragma warning restore CA2000
        {
            ConnectCallback = connection.ConnectAsync,
            AllowAutoRedirect = false,
            AutomaticDecompression = DecompressionMethods.None,
            MaxConnectionsPerServer = 1,
            MaxResponseDrainSize = 0, // a page that is given up is not read to its end behind the next scrape's back
            UseProxy = false,
            UseCookies = false,
            ActivityHeadersPropagator = null,
        })
        {
            Timeout = Timeout.InfiniteTimeSpan, // the caller's deadline keeps the agent's own clock
        };
        client.DefaultRequestHeaders.Accept.Add(new MediaTypeWithQualityHeaderValue("text/plain") { Parameters = { new NameValueHeaderValue("version", "0.0.4") } });
        return client;
    }

    private void Renew()
    {
        _trust.Look();
        if (_trust.Version != _trustVersion)
        {
            _trustVersion = _trust.Version;
            _client.Dispose();
            _client = Client(_connection);
        }
    }

    private async Task<HttpResponseMessage> SendAsync(Uri url, CancellationToken cancellation)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, url);
        EngineConnection.Bind(request, cancellation);
        return await _client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellation);
    }

    // A sign-in page's query holds nonces, which are nobody's business and differ from scrape to scrape.
    private static string WithoutQuery(Uri target) => target.GetComponents(UriComponents.SchemeAndServer | UriComponents.Path, UriFormat.UriEscaped);

    // Another port is as good as the one asked: whoever answers on the host could ask there himself, and what answers is read as a page and nothing else.
    // From http to https nothing says whom to trust there; who wants that asks for https.
    private static bool MayFollow(Uri from, Uri to) => to.Host == from.Host && to.Scheme == from.Scheme;

    private static Uri? RedirectOf(HttpResponseMessage response) =>
        (int)response.StatusCode is 301 or 302 or 303 or 307 or 308 ? response.Headers.Location : null;

    private PageAnswer Answer(Uri url, HttpResponseMessage response)
    {
        var (fault, error) = ProblemOf(url, response);
        if (fault == ScrapeFault.None)
        {
            return new PageAnswer(response, ScrapeFault.None, null);
        }

        response.Dispose();
        return new PageAnswer(null, fault, error);
    }

    private (ScrapeFault Fault, string? Error) ProblemOf(Uri url, HttpResponseMessage response) => response.StatusCode switch
    {
        HttpStatusCode.OK when response.Content.Headers.ContentEncoding is { Count: > 0 } coding => (ScrapeFault.Status, $"the page came as '{coding.First()}', which was not asked for"),
        HttpStatusCode.OK => (ScrapeFault.None, null),
        _ when RedirectOf(response) is not null => (ScrapeFault.Redirect, "redirected twice, and only one redirect is followed"),
        HttpStatusCode.BadRequest => (ScrapeFault.Status, WithHint("HTTP status 400 instead of a page", url)), // what Go and nginx say to plain HTTP where they speak TLS
        var status => (ScrapeFault.Status, $"HTTP status {(int)status} instead of a page"),
    };
}
