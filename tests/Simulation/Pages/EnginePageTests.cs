using System.Buffers;
using System.Text;
using System.Text.RegularExpressions;
using CsCheck;
using Wva.Contracts;
using Wva.Simulation.Engines;
using Wva.Simulation.Pages;
using Wva.Simulation.Recordings;
using Wva.Telemetry.Sampling;
using Wva.Testing.Pages;

namespace Wva.Simulation.Tests.Pages;

public sealed class EnginePageTests
{
    private static readonly ProcessFigures Process = new(4_593_487_872, 975_323_136, 32.73, 38, 20_000, 1807, 164, 11);

    // The server of the recording `step`, by recordings/README.md and its own cache_config_info.
    private static readonly EngineParameters Recorded = new(
        new EngineSpeed(15, 2, 0.05, 0.1),
        new EngineLimits(10_240) { BlockTokens = 32, MaxNumSeqs = 32, MaxModelLength = 2048 });

    private readonly HttpMeters _http = new();
    private readonly SimulatedReplica _replica;
    private readonly EnginePage _page = new(new PageOptions
    {
        Model = "demo/llama-tiny",
        Limits = Recorded.Limits,
        StartedAt = DateTimeOffset.FromUnixTimeMilliseconds(1_795_477_935_660),
        KvCacheMemoryBytes = 1 << 30,
    });

    public EnginePageTests() => _replica = new SimulatedReplica(Recorded, observer: new Counting(_http));

    [Fact]
    public void Before_the_first_request_it_is_a_recorded_page_line_for_line_but_for_the_numbers() =>
        Assert.Equal(WithoutNumbers(Pages()[0].Body.Span), WithoutNumbers(Write()), StringComparer.Ordinal);

    [Fact]
    public void After_requests_it_is_a_recorded_page_line_for_line_but_for_the_numbers()
    {
        Serve(40);
        Assert.Equal(WithoutNumbers(Pages()[^1].Body.Span), WithoutNumbers(Write()), StringComparer.Ordinal);
    }

    [Fact]
    public void The_agents_sampler_finds_the_same_engine_and_the_same_absent_fields_as_on_the_recorded_page()
    {
        var (recorded, simulated) = (new PageSampler(), new PageSampler());
        var (recordedSample, sample) = (new Sample(), new Sample());
        Serve(40);
        recorded.Read(Pages()[^1].Body.Span, recordedSample, DateTimeOffset.UnixEpoch, TimeSpan.Zero);
        var result = simulated.Read(Write(), sample, DateTimeOffset.UnixEpoch, TimeSpan.Zero);

        Assert.Equal((PageVerdict.Read, 0, 0), (result.Verdict, result.BadLines, result.DuplicateSeries));
        var (expected, found) = (recorded.Engine!, simulated.Engine!);
        Assert.Equal(expected.Absent.ToArray(), found.Absent.ToArray());
        Assert.Equal((expected.Kind, expected.Version, expected.KvCapacityTokens, expected.BlockSize), (found.Kind, found.Version, found.KvCapacityTokens, found.BlockSize));
        Assert.Equal(expected.Models.ToArray(), found.Models.ToArray());
        Assert.Equal(expected.TtftBounds.ToArray(), found.TtftBounds.ToArray());
        Assert.Equal(expected.ItlBounds.ToArray(), found.ItlBounds.ToArray());
        for (var field = 0; field < RowFields.Count; field++)
        {
            Assert.Equal((field, recordedSample.Rows[0].State((RowField)field)), (field, sample.Rows[0].State((RowField)field)));
        }
    }

    [Fact]
    public void Numbers_come_back_from_the_page_as_the_replica_has_them() =>
        Gen.Select(Gen.Int[1, 60], Gen.Double[0.1, 30]).Sample(static (requests, seconds) =>
        {
            var test = new EnginePageTests();
            test.Offer(requests);
            test._replica.AdvanceTo(seconds);
            test.AssertReadsBack();
        }, iter: 50);

    [Fact]
    public void It_is_read_alike_by_the_slow_reader()
    {
        Serve(10);
        var sampler = new PageSampler();
        var sample = new Sample();
        var page = Write();
        sampler.Read(page, sample, DateTimeOffset.UnixEpoch, TimeSpan.Zero);

        var slow = Assert.Single(new SlowSampler().Read(SlowReader.Read(page)));
        Assert.Empty(slow.DifferencesTo(sample.Rows[0]));
    }

    [Fact]
    public void A_page_written_again_into_the_same_buffer_allocates_little()
    {
        Serve(10);
        var output = new ArrayBufferWriter<byte>();
        var figures = new PageFigures(_replica.Gauges, _replica.Meters, _http, Process);
        _page.Write(figures, output);
        var before = GC.GetAllocatedBytesForCurrentThread();
        output.ResetWrittenCount();
        _page.Write(figures, output);

        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 1024);
    }

    private static IReadOnlyList<RecordedPage> Pages() => RecordingReader.ReadAll(RecordedFile.Pages("step"));

    private static string[] WithoutNumbers(ReadOnlySpan<byte> page) =>
        [.. Encoding.UTF8.GetString(page).Split('\n').Select(static line => line.StartsWith('#') ? line : Regex.Replace(line, " [^ ]+$", " N"))];

    private void Offer(int requests)
    {
        for (var i = 0; i < requests; i++)
        {
            _replica.Offer(new EngineRequest(i, 100 + i, 20 + i, CachedTokens: i % 3 * 32, MaxTokens: 20 + i), _replica.NowSeconds);
        }
    }

    private void Serve(int requests)
    {
        Offer(requests);
        _replica.AdvanceTo(10_000);
        Assert.Equal(0, _replica.Outstanding);
    }

    private byte[] Write()
    {
        var output = new ArrayBufferWriter<byte>();
        _page.Write(new PageFigures(_replica.Gauges, _replica.Meters, _http, Process), output);
        return output.WrittenSpan.ToArray();
    }

    private void AssertReadsBack()
    {
        var sample = new Sample();
        new PageSampler().Read(Write(), sample, DateTimeOffset.UnixEpoch, TimeSpan.Zero);
        var row = Assert.Single(sample.Rows);
        var (gauges, meters) = (_replica.Gauges, _replica.Meters);
        Assert.Equal(gauges.Running, row.Scalar(RowField.Running));
        Assert.Equal(gauges.Waiting, row.Scalar(RowField.Waiting));
        Assert.Equal(gauges.KvCacheUsage, row.Scalar(RowField.KvCacheUsage));
        Assert.Equal(meters.Preemptions, row.Scalar(RowField.Preemptions));
        Assert.Equal(meters.PromptTokens, row.Scalar(RowField.PromptTokens));
        Assert.Equal(meters.PromptTokensCached, row.Scalar(RowField.PromptTokensCached));
        Assert.Equal(meters.GenerationTokens, row.Scalar(RowField.GenerationTokens));
        Assert.Equal(meters.IterationTokens.Count, row.Scalar(RowField.Iterations));
        Assert.Equal(meters.IterationTokens.Sum, row.Scalar(RowField.IterationTokens));
        Assert.Equal(meters.Finished(FinishReason.Stop) + meters.Finished(FinishReason.Length), row.Scalar(RowField.Finished));
        AssertReadsBack(meters.TtftSeconds, row.Histogram(RowField.TtftSeconds));
        AssertReadsBack(meters.ItlSeconds, row.Histogram(RowField.ItlSeconds));
        Assert.Equal(meters.QueueSeconds.Sum, row.Histogram(RowField.QueueSeconds).Sum);
    }

    private static void AssertReadsBack(EngineHistogram expected, Histogram found)
    {
        Assert.Equal((expected.Sum, (double)expected.Count), (found.Sum, found.Count));
        Assert.Equal(expected.Buckets.ToArray(), found.Buckets.ToArray());
    }

    private sealed class Counting(HttpMeters http) : IReplicaObserver
    {
        public void FirstToken(in EngineRequest request, double atSeconds)
        {
            // Only ends are counted.
        }

        public void Finished(in FinishedRequest request) => http.Count(request.FinishedAt - request.ArrivedAt, 100);
    }
}
