using Wva.Contracts;
using Wva.Telemetry.Gpus;

namespace Wva.Telemetry.Tests.Gpus;

/// <summary>
/// A whole page each, and what it says of the pod prod/llama-0 on node-3. A row: the UUID's end, how it is known, the model, then utilisation, tensorActive,
/// memory used and total in MiB, watts, degrees, throttled, XID; a dash is absent.
/// </summary>
public sealed class GpuPageTests
{
    [Theory]
    [InlineData("dcgm4-h100-pods.prom", 4, 0, "01 pod NVIDIA H100 80GB HBM3: 0.97 0.412345 74067 81559 587.264 61 - 0", "02 pod NVIDIA H100 80GB HBM3: 1 0.437001 74081 81559 612.503 64 - 0")]
    [InlineData("dcgm33-a100-default.prom", 2, 0, "01 pod NVIDIA A100-SXM4-80GB: 0.97 - 71814 80916 301.478 61 - 31")] // no PROF, no RESERVED
    [InlineData("old-namespace.prom", 3, 0, "02 pod Tesla V100-SXM2-16GB: 1 - 74081 81079 612.503 64 - 0")] // and Hostname is the exporter's pod
    [InlineData("exported-labels.prom", 2, 0, "01 pod NVIDIA H100 80GB HBM3: 0.97 - 74067 81079 587.264 61 - 0")] // `pod` is the exporter
    [InlineData("mig-a100.prom", 4, 2, "01/3 pod NVIDIA A100-SXM4-80GB: 0.831 0.2505 18501 19704 264.812 52 - 0", "01/5 pod NVIDIA A100-SXM4-80GB: 0 - 0 19968 264.812 52 - 0")]
    [InlineData("sentinels.prom", 3, 1, "03 pod Tesla V100-SXM2-32GB: 0.55 - - - 120.5 47 - 79", "01 pod Tesla V100-SXM2-32GB: - - - - - - - -", "02 pod Tesla V100-SXM2-32GB: 0.5 - 1024 - - - 0 0")]
    [InlineData("virtual-gpus.prom", 1, 0, "01 pod NVIDIA L40S: 0.3 0.412345 20100 45596 587.264 61 - 0")] // the pod's share, of the whole GPU's memory
    [InlineData("vgpu-guest.prom", 1, 0, "02 pod NVIDIA A40-48Q: 0.97 - 40000 48100 - - - -")]
    [InlineData("two-containers.prom", 1, 0, "01 pod NVIDIA H100 80GB HBM3: 0.97 0.412345 74067 81559 587.264 61 - 0")] // and every family twice
    [InlineData("clock-reasons.prom", 4, 0, "03 pod NVIDIA H100 80GB HBM3: 0.99 - - - - - 1 -", "01 pod NVIDIA H100 80GB HBM3: 0.1 - - - - - 0 -", "02 pod NVIDIA H100 80GB HBM3: 0 - - - - - 0 -", "04 pod NVIDIA H100 80GB HBM3: 0.98 - - - - - 1 -")]
    [InlineData("throttle-reasons.prom", 4, 0, "03 pod NVIDIA H100 80GB HBM3: 0.99 - - - - - 1 -", "01 pod NVIDIA H100 80GB HBM3: 0.1 - - - - - 1 -", "02 pod NVIDIA H100 80GB HBM3: 0 - - - - - 1 -", "04 pod NVIDIA H100 80GB HBM3: 0.98 - - - - - 0 -")]
    [InlineData("unescaped-quotes.prom", 2, 2, "01 pod NVIDIA H100 80GB HBM3: 0.4 - - - - - - -", "02 pod NVIDIA H100 80GB HBM3: 0.41 - - - - - - -")] // costs the lines that have them
    [InlineData("time-slicing.prom", 2, 0)] // both named as another pod's
    [InlineData("grace-cpu-only.prom", 0, 0)]
    public void A_page_shows_the_pods_own_gpus(string page, int onPage, int badLines, params string[] rows) =>
        AssertRows(page, GpuPages.Owner(isOnNode: true), onPage, badLines, rows);

    [Theory]
    [InlineData("dcgm4-h100-pods.prom", "GPU-1f2e3d4c-5b6a-7988-8877-665544332203", 3, "by uuid beside by pod")]
    [InlineData("dcgm4-h100-pods.prom", "GPU-4e1b6c1f-0d7a-8f0e-51c2-6b8a0f3e2d01", 2, "a label is worth more than a list")]
    public void Labels_and_uuids_add_up(string page, string uuids, int rows, string why)
    {
        var sample = new Sample();
        Assert.Equal(rows, new GpuSampler(GpuPages.Owner(uuids)).Read(GpuPages.Read(page), sample).Own);
        Assert.True(sample.Gpus.Count(gpu => gpu.Attribution == "pod") == 2, why);
    }

    [Theory]
    [InlineData("time-slicing.prom", "GPU-4e1b6c1f-0d7a-8f0e-51c2-6b8a0f3e2d01", 2, "01 uuid NVIDIA A10G: 0.97 - 74067 81079 587.264 61 - 0")] // named as another pod's, as it is with one name for several
    [InlineData("no-kubernetes.prom", "GPU-9a7730b2-5c1d-41f8-a0e6-2f4c7d9b1e02", 2, "02 uuid NVIDIA H200: 1 0.437001 74081 81559 612.503 64 - 0")]
    [InlineData("no-kubernetes.prom", "MIG-0c1d2e3f-aaaa-5bbb-8ccc-1234567890ab", 2)] // the newer form of a MIG device is on no line
    [InlineData("dra-mig.prom", "MIG-0c1d2e3f-aaaa-5bbb-8ccc-1234567890ab", 2, "01/1 uuid NVIDIA H100 80GB HBM3: 0.7 - 30000 39900 - 55 - -")] // but for dynamic resource allocation
    [InlineData("dra-mig.prom", "MIG-GPU-4e1b6c1f-0d7a-8f0e-51c2-6b8a0f3e2d01/2/0", 2, "01/2 uuid NVIDIA H100 80GB HBM3: 0 - 11 39911 - 55 - -")] // the older form names GPU and instance
    public void Uuids_tell_where_labels_do_not(string page, string uuids, int onPage, params string[] rows) =>
        AssertRows(page, GpuPages.Owner(uuids), onPage, 0, rows);

    [Fact]
    public void A_whole_gpu_that_is_listed_is_shown_in_its_instances() =>
        AssertRows(
            "mig-a100.prom",
            GpuPages.Owner("GPU-4e1b6c1f-0d7a-8f0e-51c2-6b8a0f3e2d01", podName: "nobody"),
            4,
            2,
            "01/1 uuid NVIDIA A100-SXM4-80GB: 0.104 0.011 13 40205 264.812 52 - 0",
            "01/13 uuid NVIDIA A100-SXM4-80GB: 0 0 12 9868 264.812 52 - 0",
            "01/3 uuid NVIDIA A100-SXM4-80GB: 0.831 0.2505 18501 19704 264.812 52 - 0",
            "01/5 uuid NVIDIA A100-SXM4-80GB: 0 - 0 19968 264.812 52 - 0");

    [Theory]
    [InlineData("node-3", false, GpuPageVerdict.Read)]
    [InlineData("node-4", false, GpuPageVerdict.NotOurNode)]
    [InlineData("", false, GpuPageVerdict.NotOurNode)]
    [InlineData("node-4", true, GpuPageVerdict.Read)] // an address cannot lead to another node; the label may be the exporter's pod
    public void A_page_that_names_no_pod_is_the_nodes_where_that_is_sure(string node, bool isOnNode, GpuPageVerdict verdict)
    {
        var sample = new Sample();
        var result = new GpuSampler(GpuPages.Owner(node: node, isOnNode: isOnNode)).Read(GpuPages.Read("no-kubernetes.prom"), sample);
        Assert.Equal(verdict, result.Verdict);
        string[] rows = ["01 node NVIDIA H200: 0.97 0.412345 74067 81559 587.264 61 - 0", "02 node NVIDIA H200: 1 0.437001 74081 81559 612.503 64 - 0"];
        Assert.Equal(verdict == GpuPageVerdict.Read ? rows : [], sample.Gpus.Select(GpuPages.ShowShort), StringComparer.Ordinal);
    }

    [Fact]
    public void The_oldest_pages_say_nothing_of_node_or_model()
    {
        AssertRows("dcgm2-t4-bare.prom", GpuPages.Owner(isOnNode: true), 2, 0, "01 node -: 0.88 - 13061 15109 69.801 61 - 0", "02 node -: 0 - 0 15109 28.114 64 - 0");
        var elsewhere = new GpuSampler(GpuPages.Owner()).Read(GpuPages.Read("dcgm2-t4-bare.prom"), new Sample());
        Assert.Equal("none of its GPUs is the pod's, and it may be another node's: the page does not say of which node it is, the pod's node is 'node-3'", elsewhere.Problem);
    }

    [Fact]
    public void A_pod_of_the_same_name_and_another_uid_is_another_pod() => // its share is not ours, the whole GPU's numbers are
        AssertRows("virtual-gpus.prom", GpuPages.Owner(uid: "ffff"), 1, 0, "01 pod NVIDIA L40S: 0.91 0.412345 41000 45596 587.264 61 - 0");

    private static void AssertRows(string page, GpuOwner owner, int onPage, int badLines, params string[] rows)
    {
        var sample = new Sample();
        var result = new GpuSampler(owner).Read(GpuPages.Read(page), sample);
        Assert.Equal(rows, sample.Gpus.Select(GpuPages.ShowShort), StringComparer.Ordinal);
        Assert.Equal(new GpuPageResult { Verdict = GpuPageVerdict.Read, OnPage = onPage, Own = rows.Length, BadLines = badLines }, result);
    }
}
