using System.Text;
using Wva.Telemetry.Sampling;

namespace Wva.Testing.Pages;

/// <summary>Whether a page may be refused for the reason given, by its slow reading and its first bytes: to refuse what is good would agree with everything else.</summary>
public static class Refusal
{
    // One name of each engine that stands on every page it serves while it works.
    private static readonly string[] Names =
    [
        "vllm:num_requests_running", "ray_vllm_num_requests_running", "ray_vllm:num_requests_running", "sglang:num_running_reqs", "tgi_queue_size",
    ];

    /// <summary>What speaks against it; null where nothing does.</summary>
    public static string? Contradiction(PageVerdict verdict, SlowPage expected, ReadOnlySpan<byte> page)
    {
        var start = Encoding.Latin1.GetString(page).TrimStart('\uFEFF', '\u00EF', '\u00BB', '\u00BF', ' ', '\t', '\r', '\n');
        var known = expected.Series.FirstOrDefault(series => Names.Contains(series.Name, StringComparer.Ordinal) && double.IsFinite(series.Value));
        var stands = verdict switch
        {
            PageVerdict.Empty => start.Length == 0,
            PageVerdict.Html => start.StartsWith('<'),
            PageVerdict.Json => start.StartsWith('{') || start.StartsWith('['),
            PageVerdict.Truncated => expected.Truncated,
            PageVerdict.NoEngineFamilies => known is null,
            PageVerdict.BeyondBounds => true, // how much is too much is the product's own to say
            _ => false,
        };
        return stands ? null : $"refused as {verdict}; it has {expected.Series.Count} series{(known is null ? "" : $", {known.Identity()} among them")}, cut off: {expected.Truncated}";
    }
}
