using System.Buffers;
using System.Net;
using System.Text;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Time.Testing;
using Wva.Agent.Gpus;
using Wva.Agent.Options;
using Wva.Agent.Tests.Fakes;
using Wva.Contracts;
using Wva.Telemetry.Exposition;
using Wva.Telemetry.Gpus;

namespace Wva.Agent.Tests.Gpus;

/// <summary>One reading of an exporter over real HTTP, and what is kept of it.</summary>
public sealed class GpuReaderTests : IAsyncDisposable
{
    private readonly ScriptedEngine _exporter = new();
    private readonly FakeTimeProvider _time = new(DateTimeOffset.UnixEpoch.AddYears(56));
    private readonly LogLines _log = new();
    private readonly LoggerFactory _loggers = new();
    private readonly Sample _sample = new();
    private readonly AgentInstruments _instruments;
    private readonly GpuReader _reader;

    public GpuReaderTests()
    {
        _loggers.AddProvider(_log);
        _instruments = new AgentInstruments(_time);
        _reader = Reader(options => options.DcgmUrl = _exporter.Url);
    }

    [Fact]
    public async Task A_page_becomes_the_pods_own_gpus()
    {
        _exporter.Serve(DcgmPage.With());
        await ReadAsync();
        var gpu = Assert.Single(_sample.Gpus);
        Assert.Equal(("GPU-a", "pod", "NVIDIA H100 80GB HBM3"), (gpu.Uuid, gpu.Attribution, gpu.Model));
        Assert.Equal((0.97, 587.264, 0.0), (gpu.Value(GpuField.Utilisation), gpu.Value(GpuField.PowerWatts), gpu.Value(GpuField.AgeSeconds)));
        Assert.Equal(["1040 DCGM exporter at " + _exporter.Url + " is read; GPUs of the pod: 1, known by pod"], _log.Texts, StringComparer.Ordinal);
        Assert.DoesNotContain("Accept-Encoding", _exporter.LastHead, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task Rows_age_go_stale_with_the_first_failure_and_are_dropped_after_five_minutes()
    {
        _exporter.Serve(DcgmPage.With());
        await ReadAsync();
        _time.Advance(TimeSpan.FromSeconds(7));
        _reader.CopyTo(_sample);
        Assert.Equal((FieldState.Value, 7.0), (_sample.Gpus[0].State(GpuField.Utilisation), _sample.Gpus[0].Value(GpuField.AgeSeconds)));

        _exporter.Answer = (_, stream, _) => ScriptedEngine.WriteAsync(stream, 500, "text/plain", default);
        await ReadAsync();
        var gpu = Assert.Single(_sample.Gpus);
        Assert.Equal((FieldState.Stale, 0.97), (gpu.State(GpuField.Utilisation), gpu.Value(GpuField.Utilisation)));
        Assert.Equal((FieldState.Value, 7.0), (gpu.State(GpuField.AgeSeconds), gpu.Value(GpuField.AgeSeconds)));
        Assert.Equal(FieldState.Absent, gpu.State(GpuField.Xid));

        _time.Advance(TimeSpan.FromSeconds(293));
        _reader.CopyTo(_sample);
        Assert.Single(_sample.Gpus);
        _time.Advance(TimeSpan.FromSeconds(1));
        _reader.CopyTo(_sample);
        Assert.Empty(_sample.Gpus);
    }

    [Fact]
    public async Task A_reload_of_the_exporter_keeps_the_rows()
    {
        _exporter.Serve(DcgmPage.With());
        await ReadAsync();
        _exporter.Serve("");
        await ReadAsync();
        Assert.Equal(FieldState.Stale, Assert.Single(_sample.Gpus).State(GpuField.Utilisation));
        _exporter.Serve(DcgmPage.With(utilisation: 50));
        await ReadAsync();
        Assert.Equal((FieldState.Value, 0.5), (_sample.Gpus[0].State(GpuField.Utilisation), _sample.Gpus[0].Value(GpuField.Utilisation)));
    }

    [Theory]
    [InlineData("<html></html>", "HTML came instead of metrics, beginning with '<html></html>'", "NotDcgm")]
    [InlineData("# HELP gpu_gfx_activity x\ngpu_gfx_activity 1\n", "it is no page of NVIDIA's DCGM exporter: no series that is read begins with 'DCGM_' (the page begins with '# HELP gpu_gfx_activity x gpu_gfx_activi')", "NotDcgm")]
    [InlineData("", "the page is empty: the exporter is loading its configuration, or sees no GPU", "Empty")]
    public async Task A_lasting_failure_is_logged_once_and_counted_each_time(string page, string problem, string cause)
    {
        _exporter.Serve(page);
        for (var i = 0; i < 3; i++)
        {
            await ReadAsync();
        }

        Assert.Equal([$"1041 no GPU telemetry from {_exporter.Url}, what was known is stale now and kept for five minutes: {problem}"], _log.Texts, StringComparer.Ordinal);
        Assert.Equal(problem, _reader.Problem);
        Assert.Empty(_sample.Gpus);
        Assert.Contains($"wva_agent_gpu_failures_total{{cause=\"{cause}\"}} 3\n", OwnPage(), StringComparison.Ordinal);
        Assert.Contains("wva_agent_gpu_pages_read_total 0\n", OwnPage(), StringComparison.Ordinal);
        Assert.DoesNotContain("wva_agent_gpu_age_seconds", OwnPage(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_node_without_exporter_is_nothing_to_speak_of_and_one_that_is_gone_is()
    {
        await _exporter.DisposeAsync();
        await ReadAsync();
        Assert.Empty(_log.Texts);
        Assert.Equal("connection refused", _reader.Problem);

        await using var other = new ScriptedEngine();
        using var reader = Reader(options => options.DcgmUrl = other.Url);
        other.Serve(DcgmPage.With());
        await reader.ReadAsync(TestContext.Current.CancellationToken);
        await other.DisposeAsync();
        await reader.ReadAsync(TestContext.Current.CancellationToken);
        await reader.ReadAsync(TestContext.Current.CancellationToken);
        Assert.Equal((1, 1), (_log.Count(1040), _log.Count(1041)));
    }

    [Fact]
    public async Task What_a_page_shows_is_told_again_only_when_it_changes()
    {
        foreach (var pod in new[] { "pod-1", "pod-1", "pod-9", "pod-9", "pod-1" })
        {
            _exporter.Serve(DcgmPage.With(pod));
            await ReadAsync();
        }

        Assert.Equal(3, _log.Count(1040));
        Assert.EndsWith("none of the GPUs on the page is known to be of the pod default/pod-1 (--pod-namespace, --pod-name, --gpu-uuids)", _log.Texts[1], StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("http://10.0.0.7:9400/metrics", "node-1", "10.0.0.7", true)]
    [InlineData("http://[fd00::7]:9400/metrics", "node-1", "fd00:0::7", true)]
    [InlineData("http://localhost:9400/metrics", "node-1", null, true)]
    [InlineData("http://127.0.0.1:9400/metrics", "node-1", "10.0.0.7", true)]
    [InlineData("http://10.96.3.4:9400/metrics", "node-1", "10.0.0.7", false)] // a ClusterIP leads to any node
    [InlineData("http://10.96.3.4:9400/metrics", "node-1", null, false)]
    [InlineData("http://10.96.3.4:9400/metrics", "", null, true)]
    [InlineData("http://dcgm-exporter.gpu-operator:9400/metrics", "node-1", "10.0.0.7", false)]
    [InlineData("http://dcgm-exporter.gpu-operator:9400/metrics", "", null, false)]
    public void Only_loopback_and_the_nodes_own_address_surely_lead_to_the_node(string url, string node, string? address, bool isOnNode) =>
        Assert.Equal(isOnNode, GpuReader.IsOnNode(new Uri(url), new AgentOptions { Node = node, NodeAddress = address is null ? null : IPAddress.Parse(address) }));

    [Fact]
    public void A_page_of_another_node_is_said_once()
    {
        var watch = new GpuWatch(_log, _exporter.Url, "default/pod-1");
        var read = GpuRead.Of(new GpuPageResult { Verdict = GpuPageVerdict.NotOurNode, Problem = "another node's", OnPage = 8 });
        watch.Saw(read, null);
        watch.Saw(read, null);
        Assert.Equal([$"1041 no GPU telemetry from {_exporter.Url}, what was known is stale now and kept for five minutes: another node's"], _log.Texts, StringComparer.Ordinal);
        Assert.Equal(GpuFault.NotOurNode, read.Fault);
    }

    [Fact]
    public void More_gpus_than_a_sample_takes_are_one_warning()
    {
        var watch = new GpuWatch(_log, _exporter.Url, "default/pod-1");
        foreach (var own in new[] { 40, 40, 41, 40 })
        {
            watch.Saw(GpuRead.Of(new GpuPageResult { OnPage = 64, Own = own }), "pod");
        }

        Assert.Equal((3, 1), (_log.Count(1040), _log.Count(1043)));
    }

    [Fact]
    public async Task A_slow_exporter_is_given_up_at_the_deadline()
    {
        _exporter.Answer = (_, _, cancellation) => Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, cancellation);
        var reading = _reader.ReadAsync(TestContext.Current.CancellationToken);
        await Pump.UntilAsync(_time, () => reading.IsCompleted, "the deadline");
        await reading;
        Assert.Equal("no whole page within 5 s", _reader.Problem);
    }

    [Fact]
    public async Task A_page_beyond_the_limit_is_no_page()
    {
        using var reader = Reader(options => (options.DcgmUrl, options.PageLimitBytes) = (_exporter.Url, 65_536));
        _exporter.Serve(DcgmPage.With() + new string('#', 70_000) + "\n");
        await reader.ReadAsync(TestContext.Current.CancellationToken);
        Assert.Equal("the page is longer than 65536 bytes", reader.Problem);
    }

    [Fact]
    public async Task A_line_longer_than_the_buffer_costs_itself_only()
    {
        _exporter.Serve($"DCGM_FI_DEV_GPU_TEMP{{UUID=\"GPU-a\",x=\"{new string('x', 40_000)}\"}} 50\n" + DcgmPage.With());
        await ReadAsync();
        Assert.Equal((0.97, FieldState.Absent), (_sample.Gpus[0].Value(GpuField.Utilisation), _sample.Gpus[0].State(GpuField.TemperatureCelsius)));
    }

    [Fact]
    public async Task Own_metrics_show_readings_gpus_and_age()
    {
        _exporter.Serve(DcgmPage.With());
        await ReadAsync();
        _time.Advance(TimeSpan.FromSeconds(3));
        Assert.All(
            ["wva_agent_gpu_pages_read_total 1\n", "wva_agent_gpus 1\n", "wva_agent_gpu_age_seconds 3\n", "wva_agent_gpu_failures_total{cause=\"Timeout\"} 0\n"],
            line => Assert.Contains(line, OwnPage(), StringComparison.Ordinal));
    }

    [Fact]
    public async Task Without_an_address_nothing_is_read_and_nothing_said()
    {
        using var reader = Reader(_ => { });
        await reader.ReadAsync(TestContext.Current.CancellationToken);
        reader.CopyTo(_sample);
        Assert.Empty(_sample.Gpus);
        Assert.Null(reader.Problem);
        Assert.Empty(_log.Texts);
    }

    public async ValueTask DisposeAsync()
    {
        _reader.Dispose();
        _loggers.Dispose();
        _log.Dispose();
        await _exporter.DisposeAsync();
    }

    private GpuReader Reader(Action<AgentOptions> set)
    {
        var options = new AgentOptions { PodName = "pod-1", Node = "node-1" };
        set(options);
        return new GpuReader(options, _time, _instruments, _loggers.CreateLogger<GpuReader>());
    }

    private async Task ReadAsync()
    {
        await _reader.ReadAsync(TestContext.Current.CancellationToken);
        _reader.CopyTo(_sample);
    }

    private string OwnPage()
    {
        var page = new ArrayBufferWriter<byte>();
        _instruments.Gpus.WriteTo(new ExpositionWriter(page));
        return Encoding.UTF8.GetString(page.WrittenSpan);
    }
}
