using System.Net.Sockets;

namespace Wva.Agent.Scrape;

/// <summary>Puts the ways in which HTTP fails into words that stay the same while the cause does.</summary>
internal static class PageError
{
    /// <summary>The fault and its words.</summary>
    /// <param name="exception">What was thrown; a cancellation is the deadline.</param>
    /// <param name="deadline">Length of the deadline.</param>
    public static (ScrapeFault Fault, string Error) Of(Exception exception, TimeSpan deadline) => exception switch
    {
        OperationCanceledException => (ScrapeFault.Timeout, $"no whole page within {deadline.TotalSeconds:0.###} s"),
        HttpRequestException { HttpRequestError: HttpRequestError.NameResolutionError } => (ScrapeFault.Unreachable, "no such host"),
        HttpRequestException { HttpRequestError: HttpRequestError.ConnectionError, InnerException: SocketException { SocketErrorCode: SocketError.ConnectionRefused } } =>
            (ScrapeFault.Unreachable, "connection refused"),
        HttpRequestException { HttpRequestError: HttpRequestError.ConnectionError, InnerException: SocketException socket } =>
            (ScrapeFault.Unreachable, $"no connection ({socket.SocketErrorCode})"),
        HttpRequestException { HttpRequestError: HttpRequestError.SecureConnectionError } secure => (ScrapeFault.Unreachable, OneLine($"no TLS: {Root(secure).Message}")),
        HttpRequestException { HttpRequestError: HttpRequestError.InvalidResponse } => (ScrapeFault.Broken, "what answers does not speak HTTP"),
        _ => (ScrapeFault.Broken, OneLine($"broken off: {Root(exception).Message}")),
    };

    private static Exception Root(Exception exception) => exception.InnerException is { } inner ? Root(inner) : exception;

    private static string OneLine(string text) => text.ReplaceLineEndings(" ");
}
