using System.Text;

namespace Wva.Testing.Pages;

/// <summary>What breaks readers, to be put anywhere into a page.</summary>
public static class NastyPieces
{
    /// <summary>Numbers at the edges, and what only looks like one.</summary>
    public static IReadOnlyList<byte[]> Numbers { get; } = Bytes(
        "NaN", "+Inf", "-Inf", "Infinity", "-0", "0", "1", "-1", "1e308", "1.7976931348623157e308", "1e309", "5e-324", "1e-400", "1e+010", ".5", "5.", "0x10", "1_000", "1e", "e1", ".", "+", "--1", "1.2.3",
        "9007199254740993", "18446744073709551615", "99999999999999999999999999999999999999999999", "0.1234567890123456789012345678901234567890", "3.9024848896e+010", "nan", "+NaN", "1,5", "");

    /// <summary>Pieces of syntax and whole lines.</summary>
    public static IReadOnlyList<byte[]> Syntax { get; } = Bytes(
        "\"", "\\", "\\\"", "\\\\", "\\n", "\\x", "{", "}", "{}", "=", ",", ",,", ",}", "\"}", "=\"", "\",", "{\"", "\"=\"", " ", "\t", "  \t ", "\n", "\n\n", "\r", "\r\n", "\r\r\n", "\0", "\n\0", "\v", "\f",
        "#", " # ", "# EOF\n", "# HELP ", "# TYPE x gauge\n", "#HELP", "\n# TYPE vllm:num_requests_running", " # {trace_id=\"a\"} 0.7 1.6e9", " # {", " 1700000000000", " 1700000000.123", " -5", " 1 2",
        "\u00C3", "\u00A4", "\u00FF\u00FE", "\u00EF\u00BB\u00BF", "\u00F0\u009F\u0098", "{\"my.metric\",\"label.x\"=\"v\"} 1\n", "{engine=\"0\"} 1\n", "engine=\"0\",", "engine=\"1\",", "engine=\"\",", "le=\"+Inf\",", "le=\"1e3\",", "le=\"x\",",
        "vllm:num_requests_running", "vllm:num_requests_running{engine=\"0\"} 3\n", "vllm:request_success_total{engine=\"0\",finished_reason=\"abort\"} 7\n", "_bucket", "_total", "_sum", "vllm:", "x", "9", ":");

    /// <summary>Many labels, a long name and a long value: what a buffer may be too small for.</summary>
    public static IReadOnlyList<byte[]> Bulky { get; } = Bytes(
        string.Concat(Enumerable.Range(0, 60).Select(i => $"l{i}=\"{i}\",")),
        new string('n', 300),
        "\"" + new string('v', 500) + "\"",
        new string('\\', 65),
        new string('1', 400),
        new string('{', 80));

    // One character a byte, so that halves of UTF-8 sequences can be written.
    private static byte[][] Bytes(params string[] pieces) => [.. pieces.Select(Encoding.Latin1.GetBytes)];
}
