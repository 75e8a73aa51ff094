using Wva.Testing;

namespace Wva.Local.Tests.Cluster;

/// <summary>What of the README's captures is compared with what runs.</summary>
public sealed class CaptureShapeTests
{
    [Fact]
    public void Of_the_view_it_is_head_facts_titles_columns_and_rows() => Assert.Equal(
        [
            "N variants, N an hour; aggregator-N decides; as of N:N:NZ, N s ago",
            "requests N came, N answered, N at engines, N wait for one, N failed; N % as promised",
            "default/l40s", // whose only pod starts
            "── replicas", "variant accel published serving asked starting other cost/h age", "default/a10g",
            "── load", "variant KV mean max waiting running req/s out tok/s TTFT ITL",
            "── last changes",
        ],
        CaptureShape.Of(Readme.CaptureOf("deploy/local/up --minutes 3")));

    [Fact]
    public void Of_wva_status_it_is_head_columns_rows_and_the_last_changes() => Assert.Equal(
        [
            "N variants, N an hour; aggregator-N decides; as of N:N:NZ, N s ago",
            "VARIANT ACCELERATOR DESIRED CURRENT COST/H AGE READY REPLICAS", "default/a10g", "default/l40s",
            "VARIANT KV MEAN MAX WAITING RUNNING REQ/S IN TOK/S OUT TOK/S TTFT ITL",
            "last change of each:", "  default/a10g (demo/llama-3.1-8b)", "  default/l40s (demo/llama-3.1-8b)",
        ],
        CaptureShape.Of(Readme.CaptureOf("deploy/local/wva status")));

    [Fact]
    public void Of_wva_explain_it_is_the_legends_and_the_columns() => Assert.Equal(
        [
            "default/a10g (demo/llama-3.1-8b)", "  answered by", "  ready", "  target", "  demand", "  signals",
            "why:", "  analysis", "  mix", "  holds", "last change:", "POD RANK STATE AGE KV WAITING RUNNING NOTE",
        ],
        CaptureShape.Of(Readme.CaptureOf("deploy/local/wva explain a10g")));
}
