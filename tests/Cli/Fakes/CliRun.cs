using Microsoft.Extensions.Time.Testing;
using Wva.Api;
using Wva.Cli.Commands;

namespace Wva.Cli.Tests.Fakes;

/// <summary>One command line, run to its end over fake aggregators.</summary>
/// <param name="Code">Its exit code.</param>
/// <param name="Out">What it printed.</param>
/// <param name="Error">What it complained of.</param>
internal sealed record CliRun(int Code, string Out, string Error)
{
    public const string Default = "http://127.0.0.1:9444";

    public static async Task<CliRun> OfAsync(
        string line, FakeAggregators aggregators, bool isTerminal = false, TimeProvider? time = null, CancellationToken? stop = null, params (string Name, string Value)[] environment)
        => await OfAsync(line, aggregators, FakeFiles.None, isTerminal, time, stop, environment);

    public static async Task<CliRun> OfAsync(
        string line, FakeAggregators aggregators, FakeFiles files, bool isTerminal = false, TimeProvider? time = null, CancellationToken? stop = null, params (string Name, string Value)[] environment)
    {
        using var output = new StringWriter();
        using var error = new StringWriter();
        var world = new CliWorld
        {
            Out = output,
            Error = error,
            In = files.OpenInput(),
            OpenFile = files.Open,
            Environment = environment.ToDictionary(variable => variable.Name, variable => variable.Value, StringComparer.Ordinal),
            IsTerminal = isTerminal,
            CreateHttp = () => AggregatorClient.CreateHttp(new Lasting(aggregators)),
            Time = time ?? new FakeTimeProvider(SampleReports.Noon),
        };
        var code = await WvaCommand.RunAsync(line.Split(' ', StringSplitOptions.RemoveEmptyEntries), world, stop ?? TestContext.Current.CancellationToken);
        return new CliRun(code, output.ToString(), error.ToString());
    }

    /// <summary>The lines of an error: they must be few.</summary>
    public string[] ErrorLines => Error.Split('\n', StringSplitOptions.RemoveEmptyEntries);

    // A command disposes its client; the aggregators outlive it.
    private sealed class Lasting(HttpMessageHandler inner) : HttpMessageHandler
    {
        private readonly HttpMessageInvoker _inner = new(inner, disposeHandler: false);

        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken) => _inner.SendAsync(request, cancellationToken);

        protected override void Dispose(bool disposing)
        {
            _inner.Dispose();
            base.Dispose(disposing);
        }
    }
}
