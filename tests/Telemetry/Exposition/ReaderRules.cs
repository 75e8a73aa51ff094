using System.Globalization;
using System.Text;
using Wva.Testing.Pages;

namespace Wva.Telemetry.Tests.Exposition;

/// <summary>Each rule of the text format as a row: the page, and what stands on it (name, labels and value), bad lines as <c>!</c> and a cut page as <c>…</c>.</summary>
public sealed class ReaderRules
{
    public static TheoryData<string, string, string> Rules { get; } = new()
    {
        { "a sample without labels", "a 1\n", "a=1" },
        { "a sample with labels", "a{b=\"c\",d=\"e\"} 1\n", "a{b=c,d=e}=1" },
        { "blanks and tabs, any number, also in front and behind", " \t a \t{ \tb = \"c\" , d\t=\"e\" } \t 1 \t\n", "a{b=c,d=e}=1" },
        { "empty lines and lines of blanks mean nothing", "\n \t\na 1\n\n\n", "a=1" },
        { "empty braces", "a{} 1\nb{ } 2\n", "a=1;b=2" },
        { "a comma behind the last label", "a{b=\"c\",} 1\n", "a{b=c}=1" },
        { "no blank is needed behind the brace", "a{b=\"c\"}1\n", "a{b=c}=1" },
        { "a comma in front is bad", "a{,b=\"c\"} 1\n", "!" },
        { "two commas are bad", "a{b=\"c\",,d=\"e\"} 1\n", "!" },
        { "a missing comma is bad", "a{b=\"c\" d=\"e\"} 1\n", "!" },
        { "comments are skipped, whatever they say", "# HELP a b\n# TYPE a nonsense\n#HELP\n#\n# EOF\n# UNIT a seconds\n  # c {\"\n", "" },
        { "names may have colons and digits", "a:b_2:c 1\n_x 2\n:y 3\n", "a:b_2:c=1;_x=2;:y=3" },
        { "a name does not begin with a digit", "1a 1\nb 2\n", "!;b=2" },
        { "a label's name has no colon and begins with no digit", "a{b:c=\"d\"} 1\na{1b=\"c\"} 1\n", "!;!" },
        { "a quoted name stands alone between the braces", "{\"my.metric\",\"label.x\"=\"v\",y=\"w\"} 1\n", "my.metric{label.x=v,y=w}=1" },
        { "a quoted name may stand anywhere in the list", "{x=\"v\",\"my.metric\"} 1\n", "my.metric{x=v}=1" },
        { "two names are bad, and none", "{\"a\",\"b\"} 1\nc{\"d\"} 1\n{x=\"y\"} 1\n{} 1\n", "!;!;!;!" },
        { "a quoted name is not empty", "{\"\"} 1\n{\"a\",\"\"=\"b\"} 1\n", "!;!" },
        { "escapes in values", "a{b=\"\\\\\",c=\"\\\"\",d=\"\\n\"} 1\n", "a{b=\\,c=\",d=\n}=1" },
        { "any other backslash stays", "a{b=\"\\d\\e\"} 1\n", "a{b=\\d\\e}=1" },
        { "braces, commas, hashes and blanks in quotes", "a{b=\"} # {,= \"} 1\n", "a{b=} # {,= }=1" },
        { "a value may run over lines", "a{b=\"c\nd\ne\"} 1\nf 2\n", "a{b=c\nd\ne}=1;f=2" },
        { "an open quote costs one line, not the page", "a{b=\"c} 1\nd{e=\"f\"} 2\n", "!;d{e=f}=2" },
        { "a label twice stands twice", "a{b=\"c\",b=\"d\"} 1\n", "a{b=c,b=d}=1" },
        { "NaN and infinities in any case", "a NaN\nb nan\nc Inf\nd +inf\ne -INF\nf infinity\ng -Infinity\n", "a=NaN;b=NaN;c=Infinity;d=Infinity;e=-Infinity;f=Infinity;g=-Infinity" },
        { "a NaN has no sign", "a +NaN\nb -nan\n", "!;!" },
        { "numbers with exponents and bare points", "a 1e+09\nb 1.5E-7\nc .5\nd 5.\ne +3\nf -0.25\ng 3.9024848896e+010\n", "a=1000000000;b=1.5E-07;c=0.5;d=5;e=3;f=-0.25;g=39024848896" },
        { "neither hexadecimal, underscores nor half numbers", "a 0x1p3\nb 1_000\nc 1e\nd .\ne +\nf 1e+\ng e5\nh 1.2.3\n", "!;!;!;!;!;!;!;!" },
        { "a number beyond a double is bad", "a 1e999\nb -1e400\n", "!;!" },
        { "no value, or a word", "a\nb{c=\"d\"}\ne ERROR - FAILED TO CONVERT TO STRING\nf MIG-GPU-8/3\n", "!;!;!;!" },
        { "a value needs a blank in front", "a\"b\" 1\na-1 2\na,1\n", "!;!;!" },
        { "time stamps in whole milliseconds, negative ones too", "a 1 1395066363000\nb 2 -3982045\n", "a=1;b=2" },
        { "time stamps in seconds with decimals", "a 1 1395066363.123\nb 2 1.6e9\n", "a=1;b=2" },
        { "nothing more behind a time stamp", "a 1 2 3\nb 1 x\n", "!;!" },
        { "an exemplar is cut off", "a_bucket{le=\"1\"} 3 # {trace_id=\"a\"} 0.7 1.6e9\nb 1 2 # {}\nc 1 #\n", "a_bucket{le=1}=3;b=1;c=1" },
        { "a hash without its blank is no exemplar", "a 1 #x\nb 1# x\n", "!;!" },
        { "one carriage return in front of the line feed", "a 1\r\n\r\n \r\nb 2\r\n", "a=1;b=2" },
        { "a carriage return elsewhere is bad", "a 1\r\r\nb\r 2\n", "!;!" },
        { "the last line may lack its line feed", "a 1\nb 2", "a=1;b=2" },
        { "a last line that is no whole one is a cut", "a 1\nvllm:b{c=\"d", "a=1;!;…" },
        { "a last line that announces a family is a cut", "a 1\n# HELP vllm:num_req", "a=1;…" },
        { "another comment at the end is none", "a 1\n# EOF", "a=1" },
        { "a NUL at the start of a line ends the page", "a 1\n\0b 2\nc 3\n", "a=1" },
        { "a NUL in quotes is kept, elsewhere it is bad", "a{b=\"\0\"} 1\nc \0\n", "a{b=\0}=1;!" },
        { "an empty page", "", "" },
        { "a byte order mark spoils its line only", "\u00EF\u00BB\u00BFa 1\nb 2\n", "!;b=2" },
        { "bytes that are no UTF-8 are opaque in values, bad in quoted names", "a{b=\"\u00FF\u00FE\"} 1\n{\"\u00FF\"} 1\n", "a{b=\u00FF\u00FE}=1;!" },
        { "names in UTF-8", "{\"\u00C3\u00A4\"} 1\n", "\u00C3\u00A4=1" },
        { "number text of the emitters", "a 8.0\nb 1.7537953269352946e+09\nc 9.75010481363281e-06\nd 78.174000\ne 0.00015\nf 9223372036854775794\n", "a=8;b=1753795326.9352946;c=9.75010481363281E-06;d=78.174;e=0.00015;f=9.223372036854776E+18" },
    };

    [Theory]
    [MemberData(nameof(Rules))]
    public void The_reader_keeps_the_rule(string rule, string page, string expected)
    {
        Assert.NotEmpty(rule);
        var bytes = Encoding.Latin1.GetBytes(page);
        Assert.Equal(Split(expected), Show(FastReader.Read(bytes)), StringComparer.Ordinal);
        for (var size = 1; size <= 5; size++)
        {
            Assert.Equal(Split(expected), Show(FastReader.Read(bytes, nextChunk: () => size)), StringComparer.Ordinal);
        }
    }

    [Theory]
    [MemberData(nameof(Rules))]
    public void The_slow_reader_keeps_the_rule(string rule, string page, string expected)
    {
        Assert.NotEmpty(rule);
        Assert.Equal(Split(expected), Show(SlowReader.Read(Encoding.Latin1.GetBytes(page))), StringComparer.Ordinal);
    }

    [Fact]
    public void A_label_list_of_a_megabyte_is_read()
    {
        var value = new string('x', 1 << 20);
        var page = Encoding.Latin1.GetBytes($"a{{b=\"{value}\"}} 1\n");
        Assert.Equal(value, FastReader.Read(page, nextChunk: () => 64 * 1024).Series.Single().Labels.Single().Value);
    }

    // Bad lines stand in no order relative to samples, so both sides are sorted.
    private static IEnumerable<string> Split(string expected) => expected.Split(';', StringSplitOptions.RemoveEmptyEntries).Order(StringComparer.Ordinal);

    private static IEnumerable<string> Show(SlowPage page) =>
        page.Series.Select(Show)
            .Concat(Enumerable.Repeat("!", page.BadLines))
            .Concat(Enumerable.Repeat("…", page.Truncated ? 1 : 0))
            .Order(StringComparer.Ordinal);

    private static string Show(SlowSeries series) => string.Create(
        CultureInfo.InvariantCulture,
        $"{series.Name}{(series.Labels.Count == 0 ? string.Empty : $"{{{string.Join(",", series.Labels.Select(label => $"{label.Key}={label.Value}"))}}}")}={series.Value:R}");
}
