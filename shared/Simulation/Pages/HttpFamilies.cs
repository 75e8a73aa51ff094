namespace Wva.Simulation.Pages;

/// <summary>The families of the HTTP server in front of vLLM. Those by handler have no series before the first request was answered.</summary>
internal static class HttpFamilies
{
    private const string Handler = "/v1/completions";
    private const string Requests = "http_requests";
    private const string RequestsHelp = "Total number of requests by method, status and handler.";
    private const string RequestSize = "http_request_size_bytes";
    private const string RequestSizeHelp = "Content length of incoming requests by handler. Only value of header is respected. Otherwise ignored. No percentile calculated. ";
    private const string ResponseSize = "http_response_size_bytes";
    private const string ResponseSizeHelp = "Content length of outgoing responses by handler. Only value of header is respected. Otherwise ignored. No percentile calculated. ";
    private const string Duration = "http_request_duration_seconds";
    private const string DurationHelp = "Latency with only few buckets by handler. Made to be only used if aggregation by handler is important. ";

    /// <summary>Adds them.</summary>
    /// <param name="page">The page.</param>
    /// <param name="hasAnswered">Whether a request was answered yet.</param>
    public static void AddTo(PageBuilder page, bool hasAnswered)
    {
        if (hasAnswered)
        {
            AddByHandler(page);
        }
        else
        {
            page.Announce(Requests + "_total", RequestsHelp, "counter");
            page.Announce(RequestSize, RequestSizeHelp, "summary");
            page.Announce(ResponseSize, ResponseSizeHelp, "summary");
        }

        page.Histogram("http_request_duration_highr_seconds", "Latency with many buckets but no API specific labels. Made for more accurate percentile calculations. ", [], HttpMeters.FineBounds, static figures => figures.Http.FineSeconds);
        if (hasAnswered)
        {
            page.Histogram(Duration, DurationHelp, [("handler", Handler), ("method", "POST")], HttpMeters.CoarseBounds, static figures => figures.Http.CoarseSeconds);
        }
        else
        {
            page.Announce(Duration, DurationHelp, "histogram");
        }
    }

    private static void AddByHandler(PageBuilder page)
    {
        var handler = PageLabels.Text(("handler", Handler));
        page.Counter(Requests, RequestsHelp, (PageLabels.Text(("handler", Handler), ("method", "POST"), ("status", "2xx")), static figures => figures.Http.Requests));
        page.Summary(RequestSize, RequestSizeHelp, handler, static figures => figures.Http.Requests, static figures => figures.Http.RequestBytes);

        // Answers are streamed and have no Content-Length: they count as 0 bytes, in a real server too.
        page.Summary(ResponseSize, ResponseSizeHelp, handler, static figures => figures.Http.Requests, static _ => 0);
    }
}
