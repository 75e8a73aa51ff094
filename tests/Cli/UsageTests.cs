using Wva.Api;
using Wva.Cli.Commands;
using Wva.Cli.Tests.Fakes;

namespace Wva.Cli.Tests;

/// <summary>Help, and what is refused.</summary>
public sealed class UsageTests : IDisposable
{
    private readonly FakeAggregators _aggregators = new FakeAggregators()
        .Answer(CliRun.Default, SampleReports.Status with { Variants = [SampleReports.Cheap] })
        .Answer(CliRun.Default, SampleReports.Explain);

    public static TheoryData<string> Examples() =>
    [
        .. HelpWithExamples.More.Split('\n')
            .Where(line => line.StartsWith("  wva ", StringComparison.Ordinal))
            .Select(line => line["  wva ".Length..].Trim()),
    ];

    private readonly FakeFiles _files = new FakeFiles(FakeFiles.SmallScenario)
        .Add("scenario.json", FakeFiles.SmallScenario)
        .Add("scenario.yaml", "models: [{modelID: m, variants: [{name: v, current: 1}]}]")
        .Add("saturation-scaling-config.yaml", "default: 'kvCacheThreshold: 0.7'")
        .Add("scenarios.jsonl", FakeFiles.SmallScenario.ReplaceLineEndings(" ") + "\n");

    public void Dispose() => _aggregators.Dispose();

    [Theory]
    [InlineData("--help")]
    [InlineData("status --help")]
    [InlineData("explain --help")]
    [InlineData("decide --help")]
    public async Task Help_shows_options_examples_and_exit_codes(string line)
    {
        var run = await CliRun.OfAsync(line, _aggregators);
        Assert.Equal((ExitCode.Success, ""), (run.Code, run.Error));
        Assert.Contains(HelpWithExamples.More, run.Out, StringComparison.Ordinal);
        Assert.Contains("Options:", run.Out, StringComparison.Ordinal);
    }

    [Fact]
    public void There_are_examples() => Assert.True(Examples().Count >= 4);

    [Theory]
    [MemberData(nameof(Examples))]
    public async Task Every_example_of_the_help_runs(string line)
    {
        using var stop = new CancellationTokenSource();
        if (line.Contains("--watch", StringComparison.Ordinal))
        {
            await stop.CancelAsync(); // it would run for ever
        }

        var run = await CliRun.OfAsync(line, _aggregators, _files, stop: stop.Token);
        Assert.Equal(stop.IsCancellationRequested ? ExitCode.Interrupted : ExitCode.Success, run.Code);
        Assert.Empty(run.Error);
    }

    [Theory]
    [InlineData("", "Required command was not provided")]
    [InlineData("staus", "'staus'")]
    [InlineData("status extra", "'extra'")]
    [InlineData("status --nope", "'--nope'")]
    [InlineData("status -o yaml", "-o: 'yaml' is no form; allowed: table, json")]
    [InlineData("explain x -o table", "-o: 'table' is no form; allowed: text, json")]
    [InlineData("status --server", "--server")]
    [InlineData("explain", "argument")]
    [InlineData("decide", "SCENARIO is missing; allowed: a file, - or --batch FILE")]
    [InlineData("decide a.json --batch b.jsonl", "SCENARIO and --batch exclude each other; allowed: one of them")]
    [InlineData("decide --batch b.jsonl --explain", "--explain is for one scenario; a line of --batch has the chain in 'reasons'")]
    [InlineData("decide a.json -o yaml", "-o: 'yaml' is no form; allowed: table, json")]
    [InlineData("decide a.json b.json", "'b.json'")]
    public async Task Wrong_usage_is_exit_code_2_a_line_each_and_nothing_on_standard_output(string line, string message)
    {
        var run = await CliRun.OfAsync(line, _aggregators);
        Assert.Equal((ExitCode.WrongUsage, ""), (run.Code, run.Out));
        Assert.Contains(run.ErrorLines, text => text.Contains(message, StringComparison.Ordinal));
        Assert.All(run.ErrorLines, text => Assert.StartsWith("wva: ", text, StringComparison.Ordinal));
        Assert.Empty(_aggregators.Asked);
    }

    [Theory]
    [InlineData(null, "-")]
    [InlineData(0.04, "0.0 s")]
    [InlineData(9.96, "10.0 s")]
    [InlineData(14.7, "14 s")]
    [InlineData(125.0, "2 min 5 s")]
    [InlineData(11_520.0, "3 h 12 min")]
    [InlineData(352_800.0, "4 d 2 h")]
    [InlineData(-3.0, "0.0 s")]
    [InlineData(double.MaxValue, "10675199 d 2 h")]
    public void A_span_is_said_in_its_two_largest_units(double? seconds, string text) => Assert.Equal(text, ReportWords.Span(seconds));

    [Theory]
    [InlineData(null, "-")]
    [InlineData(0.0561, "56 ms")]
    [InlineData(9.4295, "9.4 s")]
    [InlineData(188.0, "188 s")]
    public void A_latency_is_milliseconds_below_a_second(double? seconds, string text) => Assert.Equal(text, ReportWords.Latency(seconds));

    [Theory]
    [InlineData(null, "-")]
    [InlineData(0.0, "0")]
    [InlineData(3.25, "3.3")]
    [InlineData(9.0, "9")]
    [InlineData(1284.4, "1,284")]
    public void A_number_has_a_decimal_below_ten_only(double? number, string text) => Assert.Equal(text, ReportWords.Number(number));
}
