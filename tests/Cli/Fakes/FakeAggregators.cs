using System.Net;
using System.Text.Json;
using Wva.Api;

namespace Wva.Cli.Tests.Fakes;

/// <summary>Aggregators by address: what is not told of here cannot be reached.</summary>
internal sealed class FakeAggregators : HttpMessageHandler
{
    private readonly Dictionary<string, (HttpStatusCode Status, byte[] Body)> _answers = new(StringComparer.Ordinal);

    /// <summary>Every address asked, in order.</summary>
    public List<string> Asked { get; } = [];

    /// <summary>Called for each question, before it is answered.</summary>
    public Action<string> OnAsked { get; set; } = static _ => { };

    public FakeAggregators Answer(string url, StatusReport report) => Answer(url + ApiRoutes.Status, HttpStatusCode.OK, JsonSerializer.SerializeToUtf8Bytes(report, ApiJson.Default.StatusReport));

    public FakeAggregators Answer(string url, ExplainReport report) =>
        Answer(url + ApiRoutes.ExplainOf(report.Namespace, report.Name), HttpStatusCode.OK, JsonSerializer.SerializeToUtf8Bytes(report, ApiJson.Default.ExplainReport));

    public FakeAggregators Refuse(string address, HttpStatusCode status, string error) =>
        Answer(address, status, JsonSerializer.SerializeToUtf8Bytes(new ErrorReport(error), ApiJson.Default.ErrorReport));

    public FakeAggregators Answer(string address, HttpStatusCode status, byte[] body)
    {
        _answers[address] = (status, body);
        return this;
    }

    protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var address = request.RequestUri!.ToString();
        Asked.Add(address);
        OnAsked(address);
        Assert.Equal(HttpMethod.Get, request.Method);
        if (!_answers.TryGetValue(address, out var answer))
        {
            throw new HttpRequestException("connection refused");
        }

#pragma warning disable CA2000 // whoever asked disposes it
        return Task.FromResult(new HttpResponseMessage(answer.Status) { Content = new ByteArrayContent(answer.Body) });
#pragma warning restore CA2000
    }
}
