using System.IO.Compression;
using System.Text;
using Wva.Simulation.Recordings;

namespace Wva.Simulation.Tests;

public sealed class RecordingReaderTests
{
    // Counted once by an independent reader: pages, unanswered ones, bytes of text, time of the last page.
    public static TheoryData<string, int, int, long, double> Recordings => new()
    {
        { "step", 511, 0, 28_193_615, 510.002 },
        { "crash", 241, 28, 11_706_689, double.NaN },
        { "ranks", 161, 0, 11_857_820, double.NaN },
    };

    [Theory]
    [MemberData(nameof(Recordings))]
    public void Every_page_of_a_recording_is_read_whole(string name, int pages, int unanswered, long textBytes, double lastSeconds)
    {
        var read = RecordingReader.ReadAll(RecordedFile.Pages(name));

        Assert.Equal(pages, read.Count);
        Assert.Equal(unanswered, read.Count(page => !page.Answered));
        Assert.All(read, page => Assert.EndsWith("\n", Text(page), StringComparison.Ordinal));
        Assert.All(read.Where(page => page.Answered), page => Assert.StartsWith("# HELP", Text(page), StringComparison.Ordinal));
        Assert.InRange(read.Sum(page => (long)page.Body.Length), textBytes - (pages * 80), textBytes - (pages * 50));
        if (!double.IsNaN(lastSeconds))
        {
            Assert.Equal(lastSeconds, read[^1].AtSeconds);
        }
    }

    [Fact]
    public void The_body_of_a_missing_answer_is_the_name_of_its_error()
    {
        var missing = RecordingReader.Read(RecordedFile.Pages("crash")).First(page => !page.Answered);

        Assert.Equal("ClientConnectorError\n", Text(missing));
    }

    [Fact]
    public void A_truncated_file_is_named_with_its_offset_wherever_it_breaks_off()
    {
        var whole = File.ReadAllBytes(RecordedFile.Pages("ranks"));
        var path = Path.GetTempFileName();
        try
        {
            foreach (var share in (double[])[0.01, 0.3, 0.5, 0.999])
            {
                File.WriteAllBytes(path, whole[..(int)(whole.Length * share)]);

                var error = Assert.Throws<InvalidDataException>(() => RecordingReader.ReadAll(path));

                Assert.Matches($"^{path}: offset [0-9]+: .*breaks off", error.Message);
            }
        }
        finally
        {
            File.Delete(path);
        }
    }

    [Theory]
    [InlineData("# page t=0.5 status=200 took=0.1 bytes=5\nab\n", "offset 41: the file breaks off: 3 of a page's 5 bytes are there")]
    [InlineData("# page t=0.5 sta", "offset 0: the file breaks off within a header")]
    [InlineData("vllm:num_requests_running 1\n", "offset 0: expected '# page t=SECONDS")]
    [InlineData("# page t=soon status=200 took=0.1 bytes=0\n", "offset 0: expected 't=' and a number, 0 or more, found 't=soon'")]
    [InlineData("# page t=-1 status=200 took=0.1 bytes=0\n", "found 't=-1'")]
    [InlineData("# page t=NaN status=200 took=0.1 bytes=0\n", "found 't=NaN'")]
    [InlineData("# page t=1 status=2000 took=0.1 bytes=0\n", "found 'status=2000'")]
    [InlineData("# page t=1 status=200 took=0.1 bytes=1.5\n", "bytes is no whole number, found 'bytes=1.5'")]
    [InlineData("# page t=1 status=200 took=0.1 bytes=99999999999\n", "found 'bytes=99999999999'")]
    [InlineData("# page t=2 status=0 took=0 bytes=2\nX\n# page t=1 status=0 took=0 bytes=2\nX\n", "offset 37: t=1 lies before the page in front of it, t=2")]
    public void Text_that_is_no_recording_is_refused_with_place_and_problem(string text, string expected)
    {
        using var stream = new MemoryStream(Encoding.UTF8.GetBytes(text));

        var error = Assert.Throws<InvalidDataException>(() => RecordingReader.Read(stream, "my.pages.br").ToArray());

        Assert.StartsWith("my.pages.br: offset ", error.Message, StringComparison.Ordinal);
        Assert.Contains(expected, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_file_that_is_not_compressed_or_holds_nothing_is_refused()
    {
        var path = Path.GetTempFileName();
        try
        {
            File.WriteAllText(path, "# page t=0.5 status=200 took=0.1 bytes=3\nab\n");
            Assert.Contains(path, Assert.Throws<InvalidDataException>(() => RecordingReader.ReadAll(path)).Message, StringComparison.Ordinal);

            using (var empty = new BrotliStream(File.Create(path), CompressionLevel.Fastest))
            {
                empty.Flush();
            }

            Assert.Contains("holds no page", Assert.Throws<InvalidDataException>(() => RecordingReader.ReadAll(path)).Message, StringComparison.Ordinal);
        }
        finally
        {
            File.Delete(path);
        }
    }

    [Fact]
    public void A_file_that_is_not_there_is_named_at_once()
    {
        var error = Assert.Throws<FileNotFoundException>(() => RecordingReader.Read("/nowhere/x.pages.br"));

        Assert.Contains("/nowhere/x.pages.br", error.Message, StringComparison.Ordinal);
    }

    private static string Text(RecordedPage page) => Encoding.UTF8.GetString(page.Body.Span);
}
