using System.Text;
using CsCheck;
using Wva.Contracts;
using Wva.Telemetry.Gpus;
using Wva.Testing.Pages;

namespace Wva.Telemetry.Tests.Gpus;

/// <summary>Whatever bytes an exporter serves and however they are cut, the sampler says what the slow one says, and never throws.</summary>
public sealed class GpuProperties
{
    private static readonly string[] Values =
    [
        "0", "1", "0.5", "55", "100", "-1", "NaN", "+Inf", "2147483632", "9223372036854775794", "140737488355330.000000", "ERROR - FAILED TO CONVERT TO STRING", "MIG-GPU-1/3", "1.005", "32", "1e300",
    ];

    private static readonly string[] Labels =
    [
        "UUID=\"GPU-1\"", "UUID=\"GPU-1\"", "uuid=\"GPU-2\"", "gpu_uuid=\"GPU-1\"", "UUID=\"\"", "UUID=\"GPU\\\\1\"", "GPU_I_ID=\"3\"", "GPU_I_ID=\"\"", "pod=\"llama-0\"", "namespace=\"prod\"", "pod_name=\"llama-0\"",
        "exported_pod=\"llama-0\"", "exported_namespace=\"prod\"", "pod=\"llama-1\"", "pod=\"\"", "namespace=\"other\"", "pod_uid=\"1\"", "modelName=\"NVIDIA \u00C3\u00A4\"", "modelName=\"B\"", "model_name=\"\u00FF\"",
        "pod=\"a\"b\"", "pod=\"ends\\\"", "Hostname=\"node-3\"", "x=\"y\nz\"",
    ];

    private static readonly string[] Metrics =
    [
        "DCGM_FI_DEV_GPU_UTIL", "DCGM_FI_PROF_GR_ENGINE_ACTIVE", "DCGM_FI_PROF_PIPE_TENSOR_ACTIVE", "DCGM_FI_DEV_FB_USED", "DCGM_FI_DEV_FB_FREE", "DCGM_FI_DEV_FB_RESERVED", "DCGM_FI_DEV_FB_TOTAL", "DCGM_FI_DEV_POWER_USAGE",
        "DCGM_FI_DEV_CLOCKS_EVENT_REASONS", "DCGM_FI_DEV_CLOCK_THROTTLE_REASONS", "DCGM_FI_DEV_XID_ERRORS", "DCGM_FI_DEV_SM_CLOCK", "DCGM_FI_DEV_ENC_UTIL",
    ];

    private static readonly Gen<byte[]> Lines = Gen.Select(Gen.OneOf(Metrics), Gen.OneOf(Labels).Array[0, 6], Gen.OneOf(Values), (name, labels, value) => $"{name}{{{string.Join(',', labels)}}} {value}\n")
        .Array[0, 20].Select(lines => Encoding.Latin1.GetBytes(string.Concat(lines)));

    private static readonly Gen<int[]> Chunks = Gen.Int[1, 400].Array[1, 8];

    private static readonly Gen<string> Uuids = Gen.OneOf("", "", "GPU-1", "MIG-GPU-1/3/0", "GPU-4e1b6c1f-0d7a-8f0e-51c2-6b8a0f3e2d01");

    [Fact]
    public void Made_up_pages_at_any_chunking_reduce_like_the_slow_ones() =>
        Gen.Select(Lines, Chunks, Uuids).Sample((page, chunks, uuids) => AssertAgree(page, chunks, uuids), iter: 20_000);

    [Fact]
    public void Whole_pages_with_bytes_changed_lost_and_added_reduce_like_the_slow_ones()
    {
        var pages = GpuPages.Names.Select(name => Encoding.Latin1.GetString(GpuPages.Read(name)).Split('\n')).ToArray();
        var excerpt = Gen.Select(Gen.Int[0, pages.Length - 1], Gen.Int[0, 1_000], Gen.Int[1, 40])
            .Select((which, from, count) => string.Join('\n', pages[which].Skip(from % pages[which].Length).Take(count)) + "\n");
        var edits = Gen.Select(Gen.Int[0, 20_000], Gen.OneOf("\"", "\\", "\n", "}", "{", "=", "\0", " ", "", "\r", "#", "x", "9", ",pod=\"llama-0\"", "\u00FF")).Array[0, 6];
        Gen.Select(excerpt, edits, Chunks, Uuids).Sample((page, changes, chunks, uuids) => AssertAgree(Edit(page, changes), chunks, uuids), iter: 5_000);
    }

    [Fact]
    public void Whole_pages_reduce_like_the_slow_ones()
    {
        foreach (var name in GpuPages.Names)
        {
            AssertAgree(GpuPages.Read(name), [997, 3, 4_096], "");
        }
    }

    private static void AssertAgree(byte[] page, int[] chunks, string uuids)
    {
        var slow = SlowReader.Read(page);
        var sampler = new GpuSampler(GpuPages.Owner(uuids, isOnNode: true));
        var whole = new Sample();
        var result = sampler.Read(page, whole);
        var expected = result.Verdict == GpuPageVerdict.Read ? SlowGpus.Rows(slow, "prod", "llama-0", uuids.Length == 0 ? [] : uuids.Split(',')) : [];
        Assert.Equal(expected, whole.Gpus.Select(GpuPages.Show), StringComparer.Ordinal);
        Assert.Equal(slow.Truncated, result.Verdict == GpuPageVerdict.Truncated || (slow.Truncated && result.Verdict != GpuPageVerdict.Read));

        // The same instance again: what it remembers of the page before must not show. A message may quote a shorter beginning.
        var pieces = new Sample();
        Assert.Equal(result with { Problem = null }, ReadInPieces(sampler, page, chunks, pieces) with { Problem = null });
        Assert.Equal(whole.Gpus.Select(GpuPages.Show), pieces.Gpus.Select(GpuPages.Show), StringComparer.Ordinal);
    }

    private static GpuPageResult ReadInPieces(GpuSampler sampler, byte[] page, int[] chunks, Sample sample)
    {
        sampler.Begin();
        var (start, end) = (0, 0);
        for (var i = 0; end < page.Length; i++)
        {
            end = Math.Min(page.Length, end + chunks[i % chunks.Length]);
            start += sampler.Feed(page.AsSpan(start..end), isFinal: false);
        }

        sampler.Feed(page.AsSpan(start), isFinal: true);
        return sampler.End(sample);
    }

    private static byte[] Edit(string page, (int At, string Put)[] changes)
    {
        var text = new StringBuilder(page);
        foreach (var (at, put) in changes)
        {
            text.Remove(at % text.Length, 1).Insert(at % (text.Length + 1), put);
            if (text.Length == 0)
            {
                break;
            }
        }

        return Encoding.Latin1.GetBytes(text.ToString());
    }
}
