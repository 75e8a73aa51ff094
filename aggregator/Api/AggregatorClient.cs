using System.Net;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace Wva.Api;

/// <summary>Asks aggregators, one after the other, beginning with the one that answered last. Not for several callers at once.</summary>
/// <param name="http">How to ask; see <see cref="CreateHttp()"/>.</param>
/// <param name="servers">Whom; at least one.</param>
/// <param name="time">The clock of the patience.</param>
public sealed class AggregatorClient(HttpClient http, IReadOnlyList<Uri> servers, TimeProvider time)
{
    /// <summary>How long one aggregator may take to answer.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(3);

    private const int MaxAnswerBytes = 16 * 1024 * 1024;

    private int _first;

    /// <summary>A client with the bounds that belong to it.</summary>
    public static HttpClient CreateHttp()
    {
#pragma warning disable CA2000 // the client disposes its handler
        return CreateHttp(new SocketsHttpHandler { AllowAutoRedirect = false });
#pragma warning restore CA2000
    }

    /// <summary>The same over a given handler.</summary>
    public static HttpClient CreateHttp(HttpMessageHandler handler) =>
        new(handler) { MaxResponseContentBufferSize = MaxAnswerBytes, Timeout = Timeout.InfiniteTimeSpan };

    /// <summary>Every variant, from the first aggregator that answers.</summary>
    public Task<Answer<StatusReport>> StatusAsync(CancellationToken cancellation) =>
        AskAsync(ApiRoutes.Status, ApiJson.Default.StatusReport, static _ => true, cancellation);

    /// <summary>Why a variant has its number: from the aggregator that decides, else from the first that answers.</summary>
    public async Task<Answer<ExplainReport>> ExplainAsync(string @namespace, string name, CancellationToken cancellation)
    {
        var path = ApiRoutes.ExplainOf(@namespace, name);
        var answer = await AskAsync(path, ApiJson.Default.ExplainReport, static report => report.Decides, cancellation);
        if (answer.Report is { Decides: false, LeaderAddress: { } address } && ServerAddress.TryParse(address, out var leader))
        {
            // Nobody of those we know decides; the one that does may be reachable all the same.
            var better = await AskOneAsync(leader, path, ApiJson.Default.ExplainReport, cancellation);
            return better.Report is { Decides: true } ? better : answer;
        }

        return answer;
    }

    private async Task<Answer<T>> AskAsync<T>(string path, JsonTypeInfo<T> type, Predicate<T> isBest, CancellationToken cancellation)
        where T : class
    {
        Answer<T>? best = null;
        var problems = new List<string>();
        for (var i = 0; i < servers.Count; i++)
        {
            var index = (_first + i) % servers.Count;
            var answer = await AskOneAsync(servers[index], path, type, cancellation);
            if (answer.Kind == AnswerKind.NoAnswer)
            {
                problems.Add(answer.Problem);
                continue;
            }

            if (best is null || best.Kind == AnswerKind.Refused)
            {
                (best, _first) = (answer, best is null ? index : _first);
            }

            if (answer.Report is { } report && isBest(report))
            {
                return answer;
            }
        }

        return best ?? new Answer<T>(AnswerKind.NoAnswer, null, null, string.Join("; ", problems));
    }

    private async Task<Answer<T>> AskOneAsync<T>(Uri server, string path, JsonTypeInfo<T> type, CancellationToken cancellation)
        where T : class
    {
        using var patience = new CancellationTokenSource(Patience, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellation, patience.Token);
        try
        {
            using var response = await http.GetAsync(new Uri(server, path), either.Token);
            var body = await response.Content.ReadAsByteArrayAsync(either.Token);
            return Read(server, response.StatusCode, body, type);
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            return NoAnswer<T>(server, $"no answer within {Patience.TotalSeconds} s");
        }
        catch (HttpRequestException error)
        {
            return NoAnswer<T>(server, error.Message);
        }
    }

    private static Answer<T> Read<T>(Uri server, HttpStatusCode status, byte[] body, JsonTypeInfo<T> type)
        where T : class
    {
        if (status == HttpStatusCode.OK)
        {
            return TryRead(body, type, out var problem) is { } report
                ? new Answer<T>(AnswerKind.Answered, server, report, "")
                : NoAnswer<T>(server, $"what came is no answer of an aggregator: {problem}");
        }

        return TryRead(body, ApiJson.Default.ErrorReport, out _) is not { } error
            ? NoAnswer<T>(server, $"HTTP {(int)status} and no error of an aggregator: is this the address of its plain HTTP port (the one of /metrics)?")
            : status == HttpStatusCode.NotFound
                ? new Answer<T>(AnswerKind.Refused, server, null, error.Error)
                : NoAnswer<T>(server, error.Error);
    }

    private static T? TryRead<T>(byte[] body, JsonTypeInfo<T> type, out string problem)
        where T : class
    {
        try
        {
            problem = "null";
            return JsonSerializer.Deserialize(body, type);
        }
        catch (JsonException error)
        {
            problem = error.Message;
            return null;
        }
    }

    private static Answer<T> NoAnswer<T>(Uri server, string problem)
        where T : class => new(AnswerKind.NoAnswer, null, null, $"{server.GetLeftPart(UriPartial.Authority)}: {problem}");
}
