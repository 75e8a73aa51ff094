using System.Text;
using CsCheck;
using Wva.Telemetry.Exposition;
using Wva.Testing.Pages;

namespace Wva.Telemetry.Tests.Exposition;

/// <summary>Whatever the bytes and however they are cut, the reader says what the slow reader says, and never throws.</summary>
public sealed class ReaderProperties
{
    private static readonly NameSet Wanted = new(["a", "vllm:num_requests_running", "my.metric", "vllm:request_success_total"]);

    private static readonly string[] Fragments =
    [
        "a", "b:c", "vllm:num_requests_running", "vllm:request_success_total", "my.metric", "le", "{", "}", "\"", "\"", "=", ",", " ", "\t", "\n", "\n", "\r\n", "\\", "\\\"", "\\n", "#", " # ", "# HELP a ", "# TYPE a gauge",
        "1", "-2.5", "1e3", "+Inf", "NaN", ".", "e", "\0", "\u00FF", "\u00C3\u00A4", "a{b=\"c\"} 1\n", "{\"my.metric\"} 2\n", "{engine=\"0\",model_name=\"m\"} 3.0\n", "a{b=\"c\nd\"} 1\n", " 1700000000000",
    ];

    private static readonly Gen<byte[]> Soup = Gen.OneOf(Fragments).Array[0, 40].Select(parts => Encoding.Latin1.GetBytes(string.Concat(parts)));

    // Lines that are nearly right, with values that look like the end of a line: soup alone seldom gets that far.
    private static readonly Gen<string> Value = Gen.OneOf("}", "\\\"", "\\\\", "\n", "} 1", " 1\n", "=", ",", "{", " ", "x", "a 5\n", "vllm:num_requests_running 7").Array[0, 5].Select(string.Concat);

    private static readonly Gen<string> NearlyALine =
        Gen.Select(
            Gen.OneOf("a", "unwanted", "vllm:num_requests_running", "vllm:num_requests_running_not", ""),
            Gen.OneOf("{", " {", "{ "),
            Gen.Select(Gen.OneOf("b=", "c= ", "\"d\"=", ""), Value, Gen.OneOf("", "", "=\"v\""), (name, value, more) => $"{name}\"{value}\"{more}").Array[0, 3],
            Gen.OneOf("} 1\n", " } 2\r\n", "}3\n", ",} NaN 5\n", "} 4 # {e=\"f\"} 1\n", " 1\n", "\n"))
        .Select((name, open, labels, end) => name + open + string.Join(',', labels) + end);

    private static readonly Gen<byte[]> Lines = NearlyALine.Array[1, 5].Select(lines => Encoding.Latin1.GetBytes(string.Concat(lines)));

    private static readonly Gen<int[]> Chunks = Gen.Int[1, 30].Array[1, 8];

    [Fact]
    public void Any_bytes_at_any_chunking_read_like_the_slow_reader() =>
        Gen.Select(Soup, Chunks).Sample((page, chunks) => AssertAgree(page, chunks), iter: 30_000);

    [Fact]
    public void Lines_at_any_chunking_read_like_the_slow_reader() =>
        Gen.Select(Lines, Chunks).Sample((page, chunks) => AssertAgree(page, chunks), iter: 20_000);

    [Fact]
    public void Random_bytes_never_throw_and_agree() =>
        Gen.Select(Gen.Byte.Array[0, 200], Chunks).Sample((page, chunks) => AssertAgree(page, chunks), iter: 5_000);

    [Fact]
    public void A_name_filter_leaves_out_names_and_changes_nothing_else() =>
        Gen.Select(Gen.OneOf(Soup, Lines), Chunks).Sample(
            (page, chunks) =>
            {
                var expected = SlowReader.Read(page);
                var found = FastReader.Read(page, Wanted, Cycle(chunks));
                var wanted = expected.Series.Where(series => Wanted.Find(Encoding.Latin1.GetBytes(series.Name)) >= 0);
                Assert.Equal(wanted.Select(FastReader.Show), found.Series.Select(FastReader.Show), StringComparer.Ordinal);
                Assert.Equal(expected.Truncated, found.Truncated);
                Assert.True(found.BadLines <= expected.BadLines);
            },
            iter: 30_000);

    [Fact]
    public void Recorded_pages_with_bytes_changed_lost_and_added_agree()
    {
        var pages = Recordings.Pages("ranks");
        var lines = Encoding.Latin1.GetString(pages[^1].Body.Span).Split('\n');
        var excerpt = Gen.Select(Gen.Int[0, lines.Length - 12], Gen.Int[1, 12])
            .Select((from, count) => Encoding.Latin1.GetBytes(string.Join('\n', lines, from, count) + "\n"));
        var edits = Gen.Select(Gen.Int[0, 10_000], Gen.OneOf("\"", "\\", "\n", "}", "{", "=", "\0", " ", "", "\r", "#", "x", "9")).Array[0, 6];
        Gen.Select(excerpt, edits, Chunks).Sample((page, changes, chunks) => AssertAgree(Edit(page, changes), chunks), iter: 5_000);
    }

    private static void AssertAgree(byte[] page, int[] chunks)
    {
        var expected = SlowReader.Read(page);
        FastReader.AssertSame(expected, FastReader.Read(page));
        FastReader.AssertSame(expected, FastReader.Read(page, nextChunk: Cycle(chunks)));
    }

    private static Func<int> Cycle(int[] chunks)
    {
        var next = 0;
        return () => chunks[next++ % chunks.Length];
    }

    private static byte[] Edit(byte[] page, (int At, string Put)[] changes)
    {
        var text = new StringBuilder(Encoding.Latin1.GetString(page));
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
