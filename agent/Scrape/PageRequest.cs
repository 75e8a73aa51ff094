using System.Net;
using System.Net.Http.Headers;

namespace Wva.Agent.Scrape;

/// <summary>Asks for a page: HTTP/1.1, nothing compressed, no proxy, no cookies, at most one redirect and that on the same host.</summary>
internal sealed class PageRequest : IDisposable
{
    // Never the handler of a gRPC channel: a channel takes over its handler's connections.
    private readonly HttpClient _client = new(new SocketsHttpHandler
    {
        AllowAutoRedirect = false,
        AutomaticDecompression = DecompressionMethods.None,
        UseProxy = false,
        UseCookies = false,
        ActivityHeadersPropagator = null,
    })
    {
        Timeout = Timeout.InfiniteTimeSpan, // the caller's deadline keeps the agent's own clock
    };

    /// <summary>A client that asks for the text format.</summary>
    public PageRequest()
    {
        _client.DefaultRequestHeaders.Accept.Add(new MediaTypeWithQualityHeaderValue("text/plain") { Parameters = { new NameValueHeaderValue("version", "0.0.4") } });
    }

    /// <summary>Asks, and follows one redirect.</summary>
    /// <exception cref="HttpRequestException">No connection, or no HTTP.</exception>
    public async Task<PageAnswer> AskAsync(Uri url, CancellationToken cancellation)
    {
        var response = await SendAsync(url, cancellation);
        if (RedirectOf(response) is not { } location)
        {
            return Answer(response);
        }

        response.Dispose();
        var known = Uri.TryCreate(url, location, out var target);
        return known && MayFollow(url, target!)
            ? Answer(await SendAsync(target!, cancellation))
            : new PageAnswer(null, ScrapeFault.Redirect, $"redirected to {(known ? WithoutQuery(target!) : "what is no address")}, which is not followed: another host, or less secure");
    }

    /// <inheritdoc/>
    public void Dispose() => _client.Dispose();

    private async Task<HttpResponseMessage> SendAsync(Uri url, CancellationToken cancellation)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, url);
        return await _client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellation);
    }

    // A sign-in page's query holds nonces, which are nobody's business and differ from scrape to scrape.
    private static string WithoutQuery(Uri target) => target.GetComponents(UriComponents.SchemeAndServer | UriComponents.Path, UriFormat.UriEscaped);

    private static bool MayFollow(Uri from, Uri to) =>
        to.Host == from.Host && (to.Scheme == from.Scheme || to.Scheme == Uri.UriSchemeHttps);

    private static Uri? RedirectOf(HttpResponseMessage response) =>
        (int)response.StatusCode is 301 or 302 or 303 or 307 or 308 ? response.Headers.Location : null;

    private static PageAnswer Answer(HttpResponseMessage response)
    {
        var problem = response.StatusCode switch
        {
            HttpStatusCode.OK when response.Content.Headers.ContentEncoding is { Count: > 0 } coding => (ScrapeFault.Status, $"the page came as '{coding.First()}', which was not asked for"),
            HttpStatusCode.OK => (ScrapeFault.None, (string?)null),
            _ when RedirectOf(response) is not null => (ScrapeFault.Redirect, "redirected twice, and only one redirect is followed"),
            var status => (ScrapeFault.Status, $"HTTP status {(int)status} instead of a page"),
        };
        if (problem.Item1 == ScrapeFault.None)
        {
            return new PageAnswer(response, ScrapeFault.None, null);
        }

        response.Dispose();
        return new PageAnswer(null, problem.Item1, problem.Item2);
    }
}
