using System.Net.Sockets;
using System.Security.Authentication;

namespace Wva.Agent.Scrape;

/// <summary>Puts the ways in which HTTP fails into words that stay the same while the cause does.</summary>
internal static class PageError
{
    // How a server that expects something else ends a plain request differs from try to try: a reset, an end, bytes of TLS. One cause, one sentence.
    private const string NoHttp = "what listens there gives no answer in HTTP";

    /// <summary>The fault and its words.</summary>
    /// <param name="exception">What was thrown; a cancellation is the deadline.</param>
    /// <param name="withHint">Adds what may help where what answered does not speak HTTP.</param>
    /// <param name="deadline">Length of the deadline.</param>
    public static (ScrapeFault Fault, string Error) Of(Exception exception, Func<string, string> withHint, TimeSpan deadline) => exception switch
    {
        OperationCanceledException => (ScrapeFault.Timeout, $"no whole page within {deadline.TotalSeconds:0.###} s"),
        HttpRequestException { InnerException: AuthenticationException tls } => (ScrapeFault.Untrusted, OneLine($"TLS: {tls.Message}")),
        HttpRequestException http => OfHttp(http, withHint),
        SocketException => (ScrapeFault.Broken, withHint(NoHttp)),
        _ => (ScrapeFault.Broken, OneLine($"broken off: {Root(exception).Message}")),
    };

    private static (ScrapeFault Fault, string Error) OfHttp(HttpRequestException exception, Func<string, string> withHint) => exception switch
    {
        { HttpRequestError: HttpRequestError.NameResolutionError } => (ScrapeFault.Unreachable, "no such host"),
        { InnerException: SocketException { SocketErrorCode: SocketError.ConnectionRefused } } => (ScrapeFault.Unreachable, "connection refused"),
        { HttpRequestError: HttpRequestError.ConnectionError, InnerException: SocketException socket } => (ScrapeFault.Unreachable, $"no connection ({socket.SocketErrorCode})"),
        { HttpRequestError: HttpRequestError.InvalidResponse } => (ScrapeFault.Broken, withHint(NoHttp)),
        { HttpRequestError: HttpRequestError.ConfigurationLimitExceeded } => (ScrapeFault.TooLong, "the head of the answer is too long"),
        { HttpRequestError: HttpRequestError.ResponseEnded } => (ScrapeFault.Broken, withHint(NoHttp)),
        { InnerException: IOException } => (ScrapeFault.Broken, withHint(NoHttp)),
        _ => (ScrapeFault.Broken, OneLine($"broken off: {Root(exception).Message}")),
    };

    private static Exception Root(Exception exception) => exception.InnerException is { } inner ? Root(inner) : exception;

    private static string OneLine(string text) => text.ReplaceLineEndings(" ");
}
