using System.Net;
using System.Text.Json;
using Wva.Api;
using Wva.Cli.Tests.Fakes;
using Wva.Testing;

namespace Wva.Cli.Tests;

public sealed class ExplainCommandTests : IDisposable
{
    private const string Other = "http://127.0.0.1:9445";

    private readonly FakeAggregators _aggregators = new FakeAggregators().Answer(CliRun.Default, SampleReports.Status).Answer(CliRun.Default, SampleReports.Explain);

    public void Dispose() => _aggregators.Dispose();

    [Fact]
    public async Task The_whole_chain_is_there_with_what_was_not_done_and_the_signals()
    {
        var run = await CliRun.OfAsync("explain default/llama-l4", _aggregators);
        Assert.Equal((ExitCode.Success, ""), (run.Code, run.Error));
        Assert.Equal(GoldenText.Expected("Golden/explain.txt", run.Out), run.Out);
    }

    [Fact]
    public async Task A_follower_says_who_decides_and_what_is_published()
    {
        _aggregators.Answer(CliRun.Default, SampleReports.Follower);
        var run = await CliRun.OfAsync("explain default/llama-l4", _aggregators);
        Assert.Equal(ExitCode.Success, run.Code);
        Assert.Equal(GoldenText.Expected("Golden/explain-follower.txt", run.Out), run.Out);
    }

    [Fact]
    public async Task Json_reads_back_as_what_was_answered()
    {
        var run = await CliRun.OfAsync("explain default/llama-l4 -o json", _aggregators);
        var read = JsonSerializer.Deserialize(run.Out, ApiJson.Default.ExplainReport)!;
        Assert.Equal(SampleReports.Explain.Signals, read.Signals);
        Assert.Equal(SampleReports.Explain.Decision!.Reasons, read.Decision!.Reasons);
        Assert.Equal(SampleReports.Explain.LastDecision, read.LastDecision);
    }

    [Fact]
    public async Task A_name_alone_is_enough_where_only_one_namespace_has_it()
    {
        _aggregators.Answer(CliRun.Default, SampleReports.Explain with { Name = "llama-h100" });
        var run = await CliRun.OfAsync("explain llama-h100", _aggregators);
        Assert.Equal(ExitCode.Success, run.Code);
        Assert.StartsWith("default/llama-h100 ", run.Out, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("explain llama-l4", "wva: VARIANT: 'llama-l4' is in several namespaces; allowed: default/llama-l4, staging/llama-l4")]
    [InlineData("explain nobody", "wva: VARIANT: 'nobody' is not known; allowed: default/llama-l4, default/llama-h100, staging/llama-l4")]
    [InlineData("explain a/b/c", "wva: VARIANT: 'a/b/c' is no name; allowed: NAME or NAMESPACE/NAME")]
    [InlineData("explain /b", "wva: VARIANT: '/b' is no name; allowed: NAME or NAMESPACE/NAME")]
    public async Task A_variant_that_is_not_there_is_wrong_usage_with_those_that_are(string line, string message)
    {
        var run = await CliRun.OfAsync(line, _aggregators);
        Assert.Equal((ExitCode.WrongUsage, ""), (run.Code, run.Out));
        Assert.Equal(message, run.ErrorLines[0]);
    }

    [Fact]
    public async Task What_the_aggregator_refuses_is_wrong_usage_in_its_words()
    {
        _aggregators.Refuse(CliRun.Default + ApiRoutes.ExplainOf("ns", "x"), HttpStatusCode.NotFound, "variant: 'ns/x' is not known; allowed: ns/v");
        var run = await CliRun.OfAsync("explain ns/x", _aggregators);
        Assert.Equal(ExitCode.WrongUsage, run.Code);
        Assert.Equal("wva: variant: 'ns/x' is not known; allowed: ns/v", Assert.Single(run.ErrorLines));
    }

    [Fact]
    public async Task Of_several_aggregators_the_one_that_decides_explains()
    {
        _aggregators.Answer(CliRun.Default, SampleReports.Follower).Answer(Other, SampleReports.Explain);
        var run = await CliRun.OfAsync($"explain default/llama-l4 --server {CliRun.Default} --server {Other}", _aggregators);
        Assert.Contains("DemandMeasured", run.Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_follower_that_knows_where_the_deciding_one_answers_is_followed_there()
    {
        _aggregators.Answer(CliRun.Default, SampleReports.Follower with { LeaderAddress = Other }).Answer(Other, SampleReports.Explain);
        var run = await CliRun.OfAsync("explain default/llama-l4", _aggregators);
        Assert.Contains("DemandMeasured", run.Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_follower_answers_itself_where_the_deciding_one_cannot_be_reached()
    {
        _aggregators.Answer(CliRun.Default, SampleReports.Follower with { LeaderAddress = Other });
        var run = await CliRun.OfAsync("explain default/llama-l4", _aggregators);
        Assert.Equal(ExitCode.Success, run.Code);
        Assert.Contains("box-4711 decides; box-4712 follows", run.Out, StringComparison.Ordinal);
    }
}
