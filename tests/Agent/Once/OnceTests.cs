using System.Text;
using System.Text.Json;
using Microsoft.Extensions.Time.Testing;
using Wva.Agent.Once;
using Wva.Agent.Options;
using Wva.Agent.Tests.Fakes;
using Wva.Contracts;
using Wva.Simulation.Recordings;
using Wva.Testing;

namespace Wva.Agent.Tests.Once;

public sealed class OnceTests : IAsyncDisposable
{
    private readonly ScriptedEngine _engine = new();
    private readonly StringWriter _output = new();
    private readonly StringWriter _errors = new();

    [Theory]
    [InlineData("step", 200, true, "step-200.json")]
    [InlineData("step", 200, false, "step-200.txt")]
    [InlineData("ranks", 5, true, "ranks-5.json")] // two ranks, never asked
    [InlineData("ranks", 5, false, "ranks-5.txt")]
    public async Task A_recorded_page_is_printed_as_the_golden_file_says(string recording, int page, bool json, string golden)
    {
        var file = SharedFolder.File($"recordings/{recording}.pages.br");
        Assert.SkipWhen(file is null, "shared/recordings is missing: recordings of a real engine, made by reading its /metrics once a second");
        _engine.Serve(Encoding.UTF8.GetString(RecordingReader.Read(file!).ElementAt(page).Body.Span));
        Assert.Equal(0, await RunAsync(json));
        var text = _output.ToString().Replace(_engine.Url.ToString(), "URL", StringComparison.Ordinal);
        Assert.Equal(await File.ReadAllTextAsync(Path.Combine(AppContext.BaseDirectory, "Once", golden), TestContext.Current.CancellationToken), text);
        Assert.Empty(_errors.ToString());
    }

    [Theory]
    [InlineData(200, "<!DOCTYPE html><html></html>")]
    [InlineData(200, "{\"a\":1}")]
    [InlineData(200, "")]
    [InlineData(200, "go_goroutines 7\n")]
    [InlineData(500, "")]
    public async Task What_is_no_engine_is_told_in_one_line_with_exit_code_3(int status, string body)
    {
        _engine.Answer = (_, stream, _) => ScriptedEngine.WriteAsync(stream, status, "text/plain", Encoding.UTF8.GetBytes(body));
        Assert.Equal(3, await RunAsync(json: true));
        Assert.Empty(_output.ToString());
        var line = Assert.Single(_errors.ToString().Split('\n', StringSplitOptions.RemoveEmptyEntries));
        Assert.StartsWith($"wva-agent: {_engine.Url}: ", line, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_an_engine_calls_itself_cannot_steer_a_terminal()
    {
        _engine.Serve(VllmPage.With().Replace("model_name=\"demo\"", "model_name=\"\u001b]0;owned\u0007\"", StringComparison.Ordinal));
        Assert.Equal(0, await RunAsync(json: false));
        Assert.Contains("?]0;owned?", _output.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain('\u001b', _output.ToString());
    }

    [Fact]
    public async Task No_answer_is_told_in_one_line_with_exit_code_3()
    {
        await _engine.DisposeAsync();
        Assert.Equal(3, await RunAsync(json: false));
        Assert.Equal($"wva-agent: {_engine.Url}: connection refused\n", _errors.ToString());
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Gpus_of_the_exporter_stand_beside_the_engine(bool json)
    {
        await using var exporter = new ScriptedEngine();
        exporter.Serve(DcgmPage.With());
        _engine.Serve(VllmPage.With());
        Assert.Equal(0, await RunAsync(json, exporter.Url));
        Assert.Empty(_errors.ToString());
        if (json)
        {
            using var document = JsonDocument.Parse(_output.ToString());
            Assert.Equal(
                """{"uuid":"GPU-a","model":"NVIDIA H100 80GB HBM3","attribution":"pod","utilisation":0.97,"tensorActive":null,"memoryUsedBytes":77664878592,"memoryTotalBytes":85017493504,"powerWatts":587.264,"temperatureCelsius":null,"throttled":null,"xid":null,"ageSeconds":0}""",
                document.RootElement.GetProperty("gpus")[0].GetRawText());
        }
        else
        {
            Assert.Contains(
                """

                GPU                                              by   used  tensor      memory GiB  watts    C  throttled  XID  age s  model
                GPU-a                                           pod   97 %       -    72.3 of 79.2    587    -          -    -      0  NVIDIA H100 80GB HBM3

                saturation
                """,
                _output.ToString(),
                StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("<html></html>", "HTML came instead of metrics, beginning with '<html></html>'")]
    [InlineData("DCGM_FI_DEV_GPU_UTIL{UUID=\"GPU-b\",pod=\"other\",namespace=\"default\"} 1\n", "none of the GPUs on the page is known to be of the pod default/pod-1 (--pod-namespace, --pod-name, --gpu-uuids)")]
    public async Task An_exporter_without_the_pods_gpus_is_one_line_and_no_failure(string page, string problem)
    {
        await using var exporter = new ScriptedEngine();
        exporter.Serve(page);
        _engine.Serve(VllmPage.With());
        Assert.Equal(0, await RunAsync(json: true, exporter.Url));
        Assert.Equal($"wva-agent: {exporter.Url}: {problem}\n", _errors.ToString());
        using var document = JsonDocument.Parse(_output.ToString());
        Assert.Equal("[]", document.RootElement.GetProperty("gpus").GetRawText());
    }

    [Fact]
    public void Absent_is_null_and_stale_says_so()
    {
        var sample = new Sample();
        var row = sample.AddRow("0");
        row.Set(RowField.Running, 3);
        row.Set(RowField.Idle, 1);
        row.SetState(RowField.Running, FieldState.Stale);
        row.SetState(RowField.TtftSeconds, FieldState.Stale);
        row.Histogram(RowField.TtftSeconds).Resize(1);
        var engine = new EngineDescription { Kind = "vllm", TtftBounds = [double.PositiveInfinity] };
        using var json = JsonDocument.Parse(SampleJson.Write(engine, sample).ToArray());
        var written = json.RootElement.GetProperty("rows")[0];
        Assert.Equal("""{"stale":3}""", written.GetProperty("running").GetRawText());
        Assert.Equal("null", written.GetProperty("waiting").GetRawText());
        Assert.Equal("true", written.GetProperty("idle").GetRawText());
        Assert.Equal("""{"stale":{"sum":0,"count":0,"buckets":[["+Inf",0]]}}""", written.GetProperty("ttftSeconds").GetRawText());
    }

    [Theory]
    [InlineData(0.35, 0.0, "not saturated, at 50 % of what asks for another replica: KV cache 35.0 % (trigger 70 %), 0 waiting (trigger 2)")]
    [InlineData(0.35, 1.5, "not saturated, at 75 % of what asks for another replica: KV cache 35.0 % (trigger 70 %), 1.5 waiting (trigger 2)")]
    [InlineData(0.70, 2.0, "not saturated, at 100 % of what asks for another replica: KV cache 70.0 % (trigger 70 %), 2 waiting (trigger 2)")]
    [InlineData(0.71, 0.0, "saturated, another replica is asked for: KV cache 71.0 % (trigger 70 %), 0 waiting (trigger 2)")]
    [InlineData(null, 3.0, "saturated, another replica is asked for: KV use unknown, 3 waiting (trigger 2)")]
    [InlineData(null, null, "unknown: the page shows neither KV use nor a queue")]
    public void Saturation_is_one_sentence(double? kv, double? waiting, string sentence)
    {
        var sample = new Sample();
        var row = sample.AddRow("0");
        if (kv is { } used)
        {
            row.Set(RowField.KvCacheUsage, used);
        }

        if (waiting is { } queue)
        {
            row.Set(RowField.Waiting, queue);
        }

        Assert.Equal(sentence, Saturation.Say(sample));
    }

    public async ValueTask DisposeAsync()
    {
        await _engine.DisposeAsync();
        await _output.DisposeAsync();
        await _errors.DisposeAsync();
    }

    private Task<int> RunAsync(bool json, Uri? dcgm = null) =>
        new OnceCommand(new AgentOptions { PodName = "pod-1", DcgmUrl = dcgm }, new FakeTimeProvider(), _output, _errors).RunAsync(_engine.Url, json, TestContext.Current.CancellationToken);
}
