using System.Globalization;
using System.Text;
using Wva.Contracts;
using Wva.Telemetry.Gpus;

namespace Wva.Telemetry.Tests.Gpus;

/// <summary>What is no page, what is too much, and what is remembered.</summary>
public sealed class GpuSamplerTests
{
    private readonly GpuSampler _sampler = new(GpuPages.Owner(isOnNode: true));
    private readonly Sample _sample = new();

    [Theory]
    [InlineData("", GpuPageVerdict.Empty, "the page is empty: the exporter is loading its configuration, or sees no GPU")]
    [InlineData("\n", GpuPageVerdict.Empty, "the page is empty: the exporter is loading its configuration, or sees no GPU")]
    [InlineData("<!DOCTYPE html><html><body>DCGM</body></html>", GpuPageVerdict.Html, "HTML came instead of metrics, beginning with '<!DOCTYPE html><html><body>DCGM</body></'")]
    [InlineData("{\"status\":\"ok\"}", GpuPageVerdict.Json, "JSON came instead of metrics, beginning with '{\"status\":\"ok\"}'")]
    [InlineData("# HELP DCGM_FI_DEV_GPU_UTIL x\n# TYPE DCGM_FI_DEV_GPU_UTIL gauge\nDCGM_FI_DEV_GPU_UTIL{gpu=\"0\",UUID=\"GPU-0", GpuPageVerdict.Truncated, "the page ends in the middle of a line")]
    [InlineData("# HELP go_goroutines Number\ngo_goroutines 7\n", GpuPageVerdict.NoDcgmFamilies, "it is no page of NVIDIA's DCGM exporter: no series that is read begins with 'DCGM_' (the page begins with '# HELP go_goroutines Number go_goroutine')")]
    public void What_is_no_page_makes_the_rows_stale_and_says_what_came(string page, GpuPageVerdict verdict, string problem)
    {
        _sampler.Read(GpuPages.Read("vgpu-guest.prom"), _sample);
        var result = _sampler.Read(Encoding.UTF8.GetBytes(page), _sample);
        Assert.Equal((verdict, problem), (result.Verdict, result.Problem));
        Assert.Equal("02 pod NVIDIA A40-48Q: 0.97! - 40000! 48100! - - - -", GpuPages.ShowShort(Assert.Single(_sample.Gpus)));
        Assert.Equal(FieldState.Value, _sample.Gpus[0].State(GpuField.AgeSeconds));
        _sampler.Read(GpuPages.Read("vgpu-guest.prom"), _sample);
        Assert.Equal("02 pod NVIDIA A40-48Q: 0.97 - 40000 48100 - - - -", GpuPages.ShowShort(Assert.Single(_sample.Gpus)));
    }

    [Theory]
    [InlineData("amd.prom", "# HELP gpu_gfx_activity Graphics engine")]
    [InlineData("ascend.prom", "# HELP npu_chip_info_utilization the ai")]
    public void Another_makers_exporter_is_told_as_such(string page, string opening)
    {
        var result = _sampler.Read(GpuPages.Read(page), _sample);
        Assert.Equal(GpuPageVerdict.NoDcgmFamilies, result.Verdict);
        Assert.Contains($"(the page begins with '{opening}", result.Problem, StringComparison.Ordinal);
    }

    [Fact]
    public void The_same_series_twice_counts_once_whatever_comes_first()
    {
        string[] lines = [Line("DCGM_FI_DEV_FB_USED", 1, 100, "llama-0"), Line("DCGM_FI_DEV_FB_USED", 1, 300, "llama-0"), Line("DCGM_FI_DEV_FB_USED", 1, 900, null), Line("DCGM_FI_DEV_FB_USED", 1, 800, "llama-1")];
        Read(string.Concat(lines));
        Assert.Equal(300.0 * 1048576, _sample.Gpus[0].Value(GpuField.MemoryUsedBytes));
        Read(string.Concat(lines.Reverse()));
        Assert.Equal(300.0 * 1048576, _sample.Gpus[0].Value(GpuField.MemoryUsedBytes));
    }

    [Fact]
    public void A_gpu_that_is_shown_in_instances_is_no_further_row()
    {
        Read("DCGM_FI_DEV_GPU_TEMP{UUID=\"GPU-1\"} 50\nDCGM_FI_DEV_GPU_TEMP{UUID=\"GPU-1\",GPU_I_ID=\"2\"} 50\nDCGM_FI_DEV_GPU_TEMP{UUID=\"GPU-2\"} 51\n");
        Assert.Equal(["GPU-1/2", "GPU-2"], _sample.Gpus.Select(gpu => gpu.Uuid), StringComparer.Ordinal);
    }

    [Fact]
    public void Rows_keep_their_order_whatever_order_a_page_comes_in()
    {
        var lines = Enumerable.Range(0, 8).Select(i => Line("DCGM_FI_DEV_GPU_UTIL", i, i, "llama-0")).ToList();
        Read(string.Concat(lines));
        var rows = _sample.Gpus.Select(GpuPages.Show).ToList();
        lines.Reverse();
        Read(string.Concat(lines));
        Assert.Equal(rows, _sample.Gpus.Select(GpuPages.Show), StringComparer.Ordinal);
    }

    [Fact]
    public void More_than_32_gpus_of_the_pod_are_counted_and_cut()
    {
        var result = Read(string.Concat(Enumerable.Range(0, 40).Select(i => Line("DCGM_FI_DEV_GPU_UTIL", i, 50, "llama-0"))));
        Assert.Equal((40, 32), (result.Own, _sample.Gpus.Count));
        Assert.Equal(Enumerable.Range(0, 32).Select(Id), _sample.Gpus.Select(gpu => gpu.Uuid), StringComparer.Ordinal);
    }

    [Fact]
    public void The_pods_own_find_room_behind_a_thousand_others()
    {
        var others = string.Concat(Enumerable.Range(0, 1_000).Select(i => Line("DCGM_FI_DEV_GPU_UTIL", i, 50, "llama-1")));
        Assert.Equal((256, 2), (Read(others + Line("DCGM_FI_DEV_GPU_UTIL", 5_000, 7, "llama-0") + Line("DCGM_FI_DEV_GPU_UTIL", 5_001, 8, "llama-0")).OnPage, _sample.Gpus.Count));
        Assert.Equal([0.07, 0.08], _sample.Gpus.Select(gpu => gpu.Value(GpuField.Utilisation)));
    }

    [Fact]
    public void A_gpu_that_is_not_on_the_page_any_more_is_gone()
    {
        Read(Line("DCGM_FI_DEV_GPU_UTIL", 1, 50, "llama-0") + Line("DCGM_FI_DEV_GPU_UTIL", 2, 50, "llama-0"));
        Read(Line("DCGM_FI_DEV_GPU_UTIL", 2, 50, "llama-0"));
        Assert.Equal(Id(2), Assert.Single(_sample.Gpus).Uuid);
    }

    [Theory]
    [InlineData("UUID=\"\"")]
    [InlineData("gpu=\"0\"")]
    [InlineData("UUID=\"GPU 1\"")]
    [InlineData("UUID=\"GPU\\\\1\"")]
    [InlineData("UUID=\"GPU-1234567890123456789012345678901234567890123456789012345678901\"")]
    public void A_series_without_a_decent_uuid_is_no_gpus(string labels) =>
        Assert.Equal((GpuPageVerdict.Read, 0), (Read($"DCGM_FI_DEV_GPU_UTIL{{{labels}}} 1\n").Verdict, _sample.Gpus.Count));

    [Theory]
    [InlineData("mig-a100.prom")]
    [InlineData("dcgm4-h100-pods.prom")]
    [InlineData("virtual-gpus.prom")]
    [InlineData("no-kubernetes.prom")]
    public void A_page_of_known_gpus_allocates_nothing(string name)
    {
        var page = GpuPages.Read(name);
        for (var i = 0; i < 3; i++)
        {
            _sampler.Read(page, _sample);
        }

        var before = GC.GetAllocatedBytesForCurrentThread();
        _sampler.Read(page, _sample);
        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
        Assert.NotEmpty(_sample.Gpus);
    }

    [Fact]
    public void The_nodes_gpus_count_as_the_pods_once_no_page_has_named_a_pod_for_60_s()
    {
        var (unnamed, named) = (Line("DCGM_FI_DEV_GPU_UTIL", 1, 50, null) + Line("DCGM_FI_DEV_GPU_UTIL", 2, 50, null), Line("DCGM_FI_DEV_GPU_UTIL", 1, 50, "llama-0") + Line("DCGM_FI_DEV_GPU_UTIL", 2, 50, null));
        int Rows(string page, int seconds) => _sampler.Read(Encoding.UTF8.GetBytes(page), _sample, TimeSpan.FromSeconds(1000 + seconds)).Own;
        Assert.Equal((0, 0, 2), (Rows(unnamed, 0), Rows(unnamed, 59), Rows(unnamed, 60)));
        Assert.Equal("node", _sample.Gpus[0].Attribution);

        // An exporter that knows pods: the first one to come shows that, and the idle node after it is nobody's.
        Assert.Equal(1, Rows(named, 65));
        Assert.Equal("pod", Assert.Single(_sample.Gpus).Attribution);
        Assert.Equal((0, 0), (Rows(unnamed, 70), Rows(unnamed, 500)));
    }

    [Fact]
    public void On_a_node_where_the_first_pod_comes_the_others_are_never_its()
    {
        int Rows(string? pod, int seconds) => _sampler.Read(Encoding.UTF8.GetBytes(Line("DCGM_FI_DEV_GPU_UTIL", 1, 50, pod) + Line("DCGM_FI_DEV_GPU_UTIL", 2, 50, null)), _sample, TimeSpan.FromSeconds(seconds)).Own;
        Assert.Equal((0, 0, 1, 1), (Rows(null, 0), Rows(null, 25), Rows("llama-0", 30), Rows("llama-0", 90)));
    }

    private static string Id(int gpu) => string.Create(CultureInfo.InvariantCulture, $"GPU-{gpu:D4}");

    private static string Line(string name, int gpu, double value, string? pod) =>
        string.Create(CultureInfo.InvariantCulture, $"{name}{{gpu=\"{gpu}\",UUID=\"{Id(gpu)}\",Hostname=\"node-3\"{(pod is null ? "" : $",namespace=\"prod\",pod=\"{pod}\"")}}} {value}\n");

    private GpuPageResult Read(string page) => _sampler.Read(Encoding.UTF8.GetBytes(page), _sample);
}
