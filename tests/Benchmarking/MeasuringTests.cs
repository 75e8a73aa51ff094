using Wva.Benchmarks.Footprint;
using Wva.Benchmarks.Measuring;

namespace Wva.Benchmarking.Tests;

/// <summary>What the benchmarks read from the kernel and make of it.</summary>
public sealed class MeasuringTests
{
    private const string Status = "Name:\twva-agent\nVmHWM:\t   16600 kB\nVmRSS:\t   16028 kB\nRssAnon:\t    4504 kB\nRssFile:\t   11524 kB\nThreads:\t9\n";

    [Theory]
    [InlineData("42 (wva-agent) S 1 42 42 0 -1 4194560 5000 0 3 0 1234 56 0 0 20 0 9 0 100 0 0")]
    [InlineData("42 (a ) S 9 (b) R 1 42 42 0 -1 4194560 5000 0 3 0 1234 56 0 0 20 0 9 0 100 0 0")]
    public void Times_are_found_whatever_the_process_is_called(string stat)
    {
        var use = ProcessUse.Parse(stat, Status);
        Assert.Equal(new ProcessUse(12.34, 0.56, 16028, 4504), use);
        Assert.Equal(12.90, use.ProcessorSeconds, precision: 9);
    }

    [Fact]
    public void A_process_that_has_ended_has_no_memory_to_read() =>
        Assert.Throws<FormatException>(() => ProcessUse.Parse("42 (x) Z 1 42 42 0 -1 0 0 0 0 0 1 1", "Name:\tx\nState:\tZ (zombie)\n"));

    [Fact]
    public void This_process_has_used_something()
    {
        var use = ProcessUse.Read(Environment.ProcessId);
        Assert.InRange(use.AnonymousKiB, 1, use.ResidentKiB);
        Assert.True(use.ProcessorSeconds > 0);
    }

    [Fact]
    public void A_working_set_is_the_usage_less_inactive_file_pages()
    {
        const string Stat = "cache 900\ninactive_file 1\ntotal_inactive_file 2097152\ntotal_active_file 4096\n";
        Assert.Equal(14 * 1024, MemoryGroup.WorkingSetKiB(16 * 1024 * 1024, Stat, "total_inactive_file"));
        Assert.Throws<FormatException>(() => MemoryGroup.WorkingSetKiB(1, "inactive_files 3\n", "inactive_file"));
    }

    [Fact]
    public void A_table_keeps_its_columns_whatever_a_cell_holds()
    {
        var table = new MarkdownTable("a", "b");
        table.Add("x|y", "two\nlines");
        table.Add("", "1");
        Assert.Equal("| a | b |\n| --- | --- |\n| x\\|y | two lines |\n| | 1 |\n", table.ToString());
        Assert.Throws<ArgumentException>(() => table.Add("one"));
    }

    [Theory]
    [InlineData(0.50, 10)]
    [InlineData(0.99, 20)]
    [InlineData(0, 1)]
    [InlineData(1, 20)]
    public void Ranks_are_the_nearest(double share, double expected) =>
        Assert.Equal(expected, Ranking.At([.. Enumerable.Range(1, 20).Select(value => (double)value).Reverse()], share));

    [Fact]
    public void A_line_goes_through_points_that_lie_on_one_and_says_how_far_others_are_off()
    {
        var exact = LinearFit.Of([(1, 5), (2, 7), (4, 11)]);
        Assert.Equal((2.0, 3.0, 1.0), (exact.Slope, exact.Intercept, exact.Determination));
        Assert.Equal(83, exact.At(40), precision: 9);
        Assert.InRange(LinearFit.Of([(1, 1), (2, 4), (3, 9), (4, 16)]).Determination, 0.9, 0.99);
        Assert.Throws<ArgumentException>(() => LinearFit.Of([(1, 1), (1, 2)]));
    }
}
