using System.Diagnostics;
using System.Reflection;
using System.Text;
using Wva.Contracts;
using Wva.Telemetry.Engines;
using Wva.Telemetry.Exposition;
using Wva.Telemetry.Sampling;
using Wva.Testing.Pages;

namespace Wva.Telemetry.Tests;

/// <summary>What a page costs: nothing on the heap, and a third at most of what splitting lines costs, whatever machine this is. Absolute figures are for tests/Benchmarks.</summary>
public sealed class CostTests
{
    public static TheoryData<string> EnginePages => [.. Engines.EnginePages.Names(".prom").Where(name => !Encoding.UTF8.GetString(Engines.EnginePages.Expectation(name)).Contains("\"problem\"", StringComparison.Ordinal))];

    [Theory]
    [InlineData("step")]
    [InlineData("ranks")]
    public void A_page_without_news_allocates_nothing(string recording)
    {
        var pages = Recordings.Pages(recording).Select(page => page.Body.ToArray()).ToList();
        var measured = pages[^100..];
        Assert.Equal(0, Allocated(pages[..^100], measured));
    }

    [Theory]
    [MemberData(nameof(EnginePages))]
    public void The_page_of_no_engine_allocates_once_it_is_known(string name)
    {
        var page = Engines.EnginePages.Page(name);
        Assert.Equal(0, Allocated([page, page], [page]));
    }

    [Fact]
    public void The_reader_is_faster_than_splitting_lines()
    {
        var optimised = typeof(ExpositionReader).Assembly.GetCustomAttribute<DebuggableAttribute>() is not { IsJITOptimizerDisabled: true };
        Assert.SkipUnless(optimised, "a debug build is not optimised: run the tests in Release");
        var page = Recordings.Pages("step")[^1].Body.ToArray();
        var wanted = new SeriesTable(VllmMetrics.Map).Names;

        // Compiled without a profile, as here, it is two to five times as fast, by the processor; ahead of time, as in the agent, eight times (tests/Benchmarks, reader).
        // The least of many runs, taken in turns: a busy machine slows both, and not at every moment.
        var reader = double.MaxValue;
        var splitting = double.MaxValue;
        for (var round = 0; round < 3_000; round++)
        {
            reader = Math.Min(reader, Time(() => Count(page, wanted)));
            splitting = Math.Min(splitting, Time(() => LineSplitting.Read(page)));
        }

        Assert.True(reader * 1.25 <= splitting, $"reader {reader * 1e6:F1} us, splitting lines {splitting * 1e6:F1} us");
    }

    /// <summary>Bytes that pages allocate after others. A collection meanwhile, of which another test may be the cause, counts what is left of the thread's buffer: then it is done again.</summary>
    private static long Allocated(List<byte[]> first, List<byte[]> measured)
    {
        for (var again = 0; ; again++)
        {
            var (sampler, sample) = (new PageSampler(), new Sample());
            Run(sampler, sample, first);

            var (collections, before) = (GC.CollectionCount(0), GC.GetAllocatedBytesForCurrentThread());
            Run(sampler, sample, measured);
            var allocated = GC.GetAllocatedBytesForCurrentThread() - before;
            if (allocated == 0 || GC.CollectionCount(0) == collections || again == 4)
            {
                return allocated;
            }
        }
    }

    private static double Time(Action action)
    {
        var start = Stopwatch.GetTimestamp();
        action();
        return Stopwatch.GetElapsedTime(start).TotalSeconds;
    }

    private static int Count(byte[] page, NameSet wanted)
    {
        var reader = new ExpositionReader(page, isFinal: true, wanted);
        var count = 0;
        while (reader.Read())
        {
            count++;
        }

        return count;
    }

    private static void Run(PageSampler sampler, Sample sample, List<byte[]> pages)
    {
        foreach (var page in pages)
        {
            sampler.Read(page, sample, DateTimeOffset.UnixEpoch, TimeSpan.Zero);
        }
    }
}
