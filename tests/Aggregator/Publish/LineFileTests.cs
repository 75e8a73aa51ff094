using System.Text;
using Wva.Aggregator.Publish;
using Wva.Aggregator.Tests.Fakes;

namespace Wva.Aggregator.Tests.Publish;

public sealed class LineFileTests : IDisposable
{
    private readonly VariantFolderFake _folder = new();

    private string Path => _folder.PathOf("lines");

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_full_file_is_renamed_and_a_new_one_begun_so_that_two_bounds_are_never_exceeded()
    {
        var file = new LineFile(Path, maxBytes: 100);
        for (var i = 0; i < 50; i++)
        {
            file.Append(Encoding.UTF8.GetBytes($"line {i:00}"));
        }

        var (old, young) = (File.ReadAllLines(Path + ".1"), File.ReadAllLines(Path));
        Assert.Equal("line 49", young[^1]);
        string[] all = [.. old, .. young];
        Assert.Equal(Enumerable.Range(50 - all.Length, all.Length).Select(i => $"line {i:00}").ToArray(), all);
        Assert.All((string[])[Path, Path + ".1"], path => Assert.InRange(new FileInfo(path).Length, 1, 100));
    }

    [Fact]
    public void A_line_after_one_that_was_cut_off_stands_by_itself()
    {
        File.WriteAllText(Path, "whole\nhal");
        new LineFile(Path, maxBytes: 100).Append("next"u8);
        Assert.Equal(["whole", "hal", "next"], File.ReadAllLines(Path));
    }

    [Fact]
    public void A_line_that_no_file_may_hold_is_refused_and_what_is_there_stands()
    {
        var file = new LineFile(Path, maxBytes: 10);
        file.Append("short"u8);
        Assert.Equal("it takes 20 bytes, and the file may take 10", Assert.Throws<IOException>(() => file.Append(new byte[20])).Message);
        Assert.Equal(["short"], File.ReadAllLines(Path));
    }

    [Fact]
    public void A_file_that_was_moved_away_is_begun_again()
    {
        var file = new LineFile(Path, maxBytes: 100);
        file.Append("a"u8);
        File.Move(Path, Path + ".mine");
        file.Append("b"u8);
        Assert.Equal(["b"], File.ReadAllLines(Path));
    }
}
