using System.IO.Compression;
using Wva.Simulation.Traces;
using Wva.Testing;

namespace Wva.Simulation.Tests.Traces;

public sealed class TraceReaderTests : IDisposable
{
    private const string Header = "arrival_ms,prompt_tokens,output_tokens\n";

    private readonly string _folder = Directory.CreateTempSubdirectory("traces-").FullName;

    // Rows as the traces' own README counts them.
    [Theory]
    [InlineData("azure2023-conv", 19_366, false)]
    [InlineData("mooncake-conversation", 12_031, true)]
    [InlineData("aibrix-8min-updown", 2_024, false)]
    public void Every_request_of_a_trace_is_read_in_order(string name, int requests, bool cached)
    {
        Assert.SkipWhen(SharedFolder.Path is null, "../shared/traces is missing: request traces in the form of shared/Simulation/Traces/README.md");

        var read = TraceReader.Read(SharedFolder.File($"traces/{name}.csv.gz")!).ToArray();

        Assert.Equal(requests, read.Length);
        Assert.Equal(0, read[0].ArrivalSeconds);
        Assert.Equal(read.Select(request => request.ArrivalSeconds).Order(), read.Select(request => request.ArrivalSeconds));
        Assert.All(read, request => Assert.True(request.PromptTokens >= 1 && request.OutputTokens >= 1 && request.CachedTokens <= request.PromptTokens));
        Assert.Equal(cached, read.Any(request => request.CachedTokens > 0));
    }

    [Fact]
    public void A_row_becomes_a_request() =>
        Assert.Equal([new TraceRequest(0, 374, 44), new TraceRequest(1.25, 12, 1)], Read(Header + "0,374,44\n1250,12,1\n"));

    [Fact]
    public void Cached_tokens_come_from_the_file_beside_it_compressed_or_not()
    {
        Write("a.csv", Header + "0,374,44\n5,12,1\n");
        Write("a.cached.csv", "cached_tokens\n256\n0\n");
        Write("b.csv.gz", Header + "0,374,44\n5,12,1\n");
        Write("b.cached.csv.gz", "cached_tokens\n256\n0\n");

        Assert.Equal([256, 0], TraceReader.Read(Path.Combine(_folder, "a.csv")).Select(request => request.CachedTokens));
        Assert.Equal([256, 0], TraceReader.Read(Path.Combine(_folder, "b.csv.gz")).Select(request => request.CachedTokens));
    }

    [Theory]
    [InlineData("", "t: line 1: the header: found ''; allowed: arrival_ms,prompt_tokens,output_tokens")]
    [InlineData("time,prompt,output\n", "t: line 1: the header: found 'time,prompt,output'")]
    [InlineData(Header + "0,1\n", "t: line 2: the line: found '0,1'; allowed: three columns")]
    [InlineData(Header + "0,1,2,3\n", "t: line 2: the line: found '0,1,2,3'")]
    [InlineData(Header + "0,1,2\n0,many,2\n", "t: line 3: prompt_tokens: found 'many'; allowed: whole numbers from 1 on")]
    [InlineData(Header + "0,1,0\n", "t: line 2: output_tokens: found '0'; allowed: whole numbers from 1 on")]
    [InlineData(Header + "-1,1,1\n", "t: line 2: arrival_ms: found '-1'; allowed: whole numbers from 0 on")]
    [InlineData(Header + "7,1,1\n6,1,1\n", "t: line 3: arrival_ms: found '6'; allowed: whole numbers from 7 on")]
    [InlineData(Header + "0.5,1,1\n", "t: line 2: arrival_ms: found '0.5'")]
    public void A_line_that_is_not_as_it_should_be_is_named(string text, string expected) =>
        Assert.StartsWith(expected, Assert.Throws<InvalidDataException>(() => Read(text)).Message, StringComparison.Ordinal);

    [Theory]
    [InlineData("cached_tokens\n5\n", "a.cached.csv: line 3: cached_tokens: found ''; allowed: a row for each of")]
    [InlineData("cached_tokens\n5\n1\n1\n", "a.cached.csv: line 4: cached_tokens: found '1'; allowed: no more rows")]
    [InlineData("cached_tokens\n5\n13\n", "a.cached.csv: line 3: cached_tokens: found '13'; allowed: whole numbers from 0 to 12")]
    public void Cached_tokens_that_do_not_fit_are_named(string cached, string expected)
    {
        Write("a.csv", Header + "0,374,44\n5,12,1\n");
        Write("a.cached.csv", cached);

        Assert.Contains(expected, Assert.Throws<InvalidDataException>(() => TraceReader.Read(Path.Combine(_folder, "a.csv")).ToArray()).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void What_is_missing_or_no_gzip_is_named()
    {
        Assert.Contains("/nowhere/t.csv", Assert.Throws<FileNotFoundException>(() => TraceReader.Read("/nowhere/t.csv")).Message, StringComparison.Ordinal);
        File.WriteAllText(Path.Combine(_folder, "t.csv.gz"), Header);
        Assert.Contains("t.csv.gz: line 1: is no gzip", Assert.Throws<InvalidDataException>(() => TraceReader.Read(Path.Combine(_folder, "t.csv.gz")).ToArray()).Message, StringComparison.Ordinal);
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private static TraceRequest[] Read(string text)
    {
        using var reader = new StringReader(text);
        return [.. TraceReader.Read(reader, "t")];
    }

    private void Write(string name, string text)
    {
        using Stream file = File.Create(Path.Combine(_folder, name));
        using var writer = new StreamWriter(name.EndsWith(".gz", StringComparison.Ordinal) ? new GZipStream(file, CompressionLevel.Fastest) : file);
        writer.Write(text);
    }
}
