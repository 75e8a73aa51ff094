using System.Net;
using System.Text.Json;
using Microsoft.Extensions.Time.Testing;
using Wva.Api;
using Wva.Cli.Commands;
using Wva.Cli.Tests.Fakes;
using Wva.Testing;

namespace Wva.Cli.Tests;

public sealed class StatusCommandTests : IDisposable
{
    private readonly FakeAggregators _aggregators = new FakeAggregators().Answer(CliRun.Default, SampleReports.Status);

    public void Dispose() => _aggregators.Dispose();

    [Fact]
    public async Task The_table_is_aligned_and_says_what_is_not_well_below_it()
    {
        var run = await CliRun.OfAsync("status", _aggregators);
        Assert.Equal((ExitCode.Success, ""), (run.Code, run.Error));
        Assert.Equal(GoldenText.Expected("Golden/status.txt", run.Out), run.Out);
    }

    [Fact]
    public async Task A_terminal_of_120_columns_holds_the_table_whatever_the_names()
    {
        var longest = SampleReports.Dear with
        {
            Namespace = "a-namespace-of-a-team-in-production",
            Name = "llama-3-1-70b-instruct-decode-h100",
            ModelId = "a-publisher/a-model-with-a-long-name-3.1-405B-instruct",
            Accelerator = "NVIDIA-H100-80GB-HBM3",
            CostPerHour = 9_876.5,
            OldestSignalAgeSeconds = 3599,
            Replicas = new ReplicaCounts(12, 999, 0, 0, 0, 0, 0, 0),
            LastDecision = null,
        };
        _aggregators.Answer(CliRun.Default, SampleReports.Status with { Variants = [longest, SampleReports.Cheap] });
        var run = await CliRun.OfAsync("status", _aggregators);
        var tables = run.Out[..run.Out.IndexOf("last change", StringComparison.Ordinal)].Split('\n');
        Assert.All(tables, line => Assert.InRange(line.Length, 0, 120));
        Assert.Equal(2, tables.Count(line => line.StartsWith('…') && line.Contains("70b-instruct-decode-h100 ", StringComparison.Ordinal)));
        Assert.Contains("a-namespace-of-a-team-in-production/llama-3-1-70b-instruct-decode-h100 (a-publisher/a-model-with-a-long", run.Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Json_is_one_object_that_reads_back_as_what_was_answered()
    {
        var run = await CliRun.OfAsync("status -o json", _aggregators);
        Assert.Equal(ExitCode.Success, run.Code);
        var read = JsonSerializer.Deserialize(run.Out, ApiJson.Default.StatusReport)!;
        Assert.Equal("default/llama-l4 default/llama-h100 staging/llama-l4", string.Join(' ', read.Variants.Select(variant => variant.Key)));
        Assert.Equal(SampleReports.Dear.Quiet, read.Variants[1].Quiet);
        Assert.Null(read.Variants[2].Desired);
        Assert.Single(run.Out.Split('\n', StringSplitOptions.RemoveEmptyEntries));
        Assert.Contains("\"desired\":null", run.Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_pipe_gets_no_escape_sequence_and_a_terminal_gets_them_unless_it_says_no()
    {
        Assert.DoesNotContain('\e', (await CliRun.OfAsync("status", _aggregators)).Out);
        Assert.Contains('\e', (await CliRun.OfAsync("status", _aggregators, isTerminal: true)).Out);
        Assert.DoesNotContain('\e', (await CliRun.OfAsync("status", _aggregators, isTerminal: true, environment: ("NO_COLOR", "1"))).Out);
    }

    [Fact]
    public async Task What_comes_from_elsewhere_cannot_steer_the_terminal()
    {
        var hostile = SampleReports.Cheap with { Name = "a\e[2Jb", Ready = new ReadyReport("False", "\aX", "line\nbreak\e]0;title", SampleReports.Noon) };
        _aggregators.Answer(CliRun.Default, SampleReports.Status with { Variants = [hostile], Problems = ["\e[31m"], AnsweredBy = "x\ry" });
        var run = await CliRun.OfAsync("status", _aggregators);
        Assert.DoesNotContain(run.Out, character => char.IsControl(character) && character != '\n');
        Assert.DoesNotContain(run.Out.Split('\n'), line => line.StartsWith("break", StringComparison.Ordinal));
    }

    [Fact]
    public async Task An_aggregator_that_does_not_keep_up_is_said_to_be_so()
    {
        _aggregators.Answer(CliRun.Default, SampleReports.Status with { AgeSeconds = 31 });
        Assert.Contains("31 s ago: IT DOES NOT KEEP UP", (await CliRun.OfAsync("status", _aggregators)).Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_follower_names_the_one_that_decides()
    {
        _aggregators.Answer(CliRun.Default, SampleReports.Status with { AnsweredBy = "box-4712", Decides = false });
        Assert.Contains("box-4712 follows, box-4711 decides", (await CliRun.OfAsync("status", _aggregators)).Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Nobody_there_is_exit_code_3_and_one_line_with_the_address_and_where_it_was_found()
    {
        var run = await CliRun.OfAsync("status --server http://127.0.0.1:1", _aggregators);
        Assert.Equal((ExitCode.NoAnswer, ""), (run.Code, run.Out));
        Assert.Equal("wva: no answer (--server): http://127.0.0.1:1: connection refused", Assert.Single(run.ErrorLines));
    }

    [Theory]
    [InlineData(HttpStatusCode.OK, "<html>", "what came is no answer of an aggregator")]
    [InlineData(HttpStatusCode.OK, "{}", "what came is no answer of an aggregator")]
    [InlineData(HttpStatusCode.OK, "null", "what came is no answer of an aggregator: null")]
    [InlineData(HttpStatusCode.NotFound, "<html>", "HTTP 404 and no error of an aggregator")]
    [InlineData(HttpStatusCode.ServiceUnavailable, """{"error":"no cycle has gone through yet"}""", "no cycle has gone through yet")]
    public async Task Whoever_else_answers_is_no_aggregator(HttpStatusCode status, string body, string message)
    {
        _aggregators.Answer(CliRun.Default + ApiRoutes.Status, status, System.Text.Encoding.UTF8.GetBytes(body));
        var run = await CliRun.OfAsync("status", _aggregators);
        Assert.Equal(ExitCode.NoAnswer, run.Code);
        Assert.Contains(message, Assert.Single(run.ErrorLines), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Watching_asks_every_second_goes_on_where_nobody_answers_and_ends_with_130()
    {
        var time = new FakeTimeProvider(SampleReports.Noon);
        using var stop = new CancellationTokenSource();
        var run = CliRun.OfAsync("status --watch -o json", _aggregators, time: time, stop: stop.Token);
        await AskedAsync(1);
        _aggregators.Refuse(CliRun.Default + ApiRoutes.Status, HttpStatusCode.ServiceUnavailable, "gone");
        await AskedAsync(2);
        _aggregators.Answer(CliRun.Default, SampleReports.Status);
        await AskedAsync(3);
        await stop.CancelAsync();
        var ended = await run;
        Assert.Equal(ExitCode.Interrupted, ended.Code);
        Assert.Equal(2, ended.Out.Split('\n', StringSplitOptions.RemoveEmptyEntries).Length);
        Assert.Single(ended.ErrorLines);

        Task AskedAsync(int count) => Eventually.TrueAsync($"asked {count} times", TimeSpan.FromSeconds(20), () =>
        {
            if (_aggregators.Asked.Count < count)
            {
                time.Advance(StatusCommand.WatchPeriod);
            }

            return _aggregators.Asked.Count >= count;
        }, TestContext.Current.CancellationToken);
    }
}
