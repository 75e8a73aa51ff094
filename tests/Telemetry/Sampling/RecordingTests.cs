using Wva.Contracts;
using Wva.Simulation.Recordings;
using Wva.Telemetry.Sampling;
using Wva.Testing.Pages;

namespace Wva.Telemetry.Tests.Sampling;

/// <summary>The recorded pages of a real vLLM, every one of them, against the slow reading.</summary>
public sealed class RecordingTests
{
    private readonly PageSampler _sampler = new();
    private readonly SlowSampler _slow = new();
    private readonly Sample _sample = new();

    [Theory]
    [InlineData("step", 511)]
    [InlineData("crash", 241)]
    [InlineData("ranks", 161)]
    public void Every_page_is_sampled_like_the_slow_reading(string recording, int count)
    {
        var pages = Recordings.Pages(recording);
        Assert.Equal(count, pages.Count);
        IReadOnlyList<SlowRow> last = [];
        foreach (var page in pages)
        {
            if (!page.Answered)
            {
                _sampler.Fail(_sample, "connection refused");
                AssertRows(last, FieldState.Stale, page);
                continue;
            }

            var result = Read(page);
            Assert.Equal((PageVerdict.Read, 0, 0), (result.Verdict, result.BadLines, result.DuplicateSeries));
            last = _slow.Read(SlowReader.Read(page.Body.Span));
            AssertRows(last, FieldState.Value, page);
        }
    }

    [Theory]
    [InlineData("step", 10_240)]
    [InlineData("ranks", 6_400)]
    public void The_engine_is_described_and_stays_the_same(string recording, double capacityTokens)
    {
        var pages = Recordings.Pages(recording);
        Assert.True(Read(pages[0]).EngineChanged);
        var engine = _sampler.Engine!;
        Assert.Equal(("vllm", ">=0.24", capacityTokens, 32), (engine.Kind, engine.Version, engine.KvCapacityTokens, engine.BlockSize));
        Assert.Equal("demo/llama-tiny", Assert.Single(engine.Models));
        Assert.Equal(23, engine.TtftBounds.Length);
        Assert.Equal(double.PositiveInfinity, engine.TtftBounds[^1]);
        Assert.Contains("swapped", engine.Absent, StringComparer.Ordinal);

        // In `ranks` the gauges come with the first request, which is news once.
        Assert.True(pages.Skip(1).Count(page => Read(page).EngineChanged) <= 1);
        Assert.Equal("swapped", Assert.Single(_sampler.Engine!.Absent));
    }

    [Fact]
    public void Requests_counted_from_the_pages_of_step_are_those_really_sent()
    {
        var sent = Recordings.Requests("step").Select(request => request.SentSeconds).Order().ToList();
        foreach (var page in Recordings.Pages("step"))
        {
            Read(page);
            var row = Assert.Single(_sample.Rows);
            var counted = row.Scalar(RowField.Finished) + row.Scalar(RowField.Running) + row.Scalar(RowField.Waiting);
            var before = sent.Count(seconds => seconds <= page.AtSeconds);
            Assert.True(Math.Abs(counted - before) <= 10, $"at {page.AtSeconds} s the page counts {counted} requests, {before} were sent");
        }
    }

    [Fact]
    public void A_crash_is_stale_then_a_restart_and_never_zero()
    {
        var pages = Recordings.Pages("crash");
        var restarts = new List<double>();
        var finished = 0.0;
        foreach (var page in pages)
        {
            if (page.Answered)
            {
                var result = Read(page);
                restarts.AddRange(result.Restarted ? [page.AtSeconds] : []);
                Assert.True(!result.Restarted || result.EngineChanged);
                finished = _sample.Rows[0].Scalar(RowField.Finished);
                continue;
            }

            _sampler.Fail(_sample, "connection refused");
            Assert.Equal((FieldState.Stale, finished), (_sample.Rows[0].State(RowField.Finished), _sample.Rows[0].Scalar(RowField.Finished)));
            Assert.Equal("connection refused", _sample.Error);
        }

        var restart = Assert.Single(restarts);
        Assert.InRange(restart, 95, 125);
        Assert.Null(_sample.Error);
    }

    [Fact]
    public void Ranks_are_two_rows_each_idle_until_its_first_request()
    {
        var pages = Recordings.Pages("ranks");
        foreach (var page in pages)
        {
            Read(page);
            Assert.Equal(["0", "1"], _sample.Rows.Select(row => row.Rank), StringComparer.Ordinal);
            foreach (var row in _sample.Rows)
            {
                var asked = row.Scalar(RowField.PromptTokens) > 0 || row.State(RowField.Running) == FieldState.Value;
                Assert.Equal(asked ? FieldState.Absent : FieldState.Value, row.State(RowField.Idle));
                Assert.Equal(asked ? FieldState.Value : FieldState.Absent, row.State(RowField.KvCacheUsage));
            }
        }

        Assert.Equal(FieldState.Value, _sample.Rows[1].State(RowField.Running));
    }

    [Fact]
    public void No_recorded_engine_is_ever_stalled()
    {
        foreach (var page in Recordings.Pages("step"))
        {
            Read(page);
            Assert.False(_sample.Stalled, $"stalled at {page.AtSeconds} s");
        }
    }

    private PageResult Read(RecordedPage page) =>
        _sampler.Read(page.Body.Span, _sample, DateTimeOffset.UnixEpoch.AddSeconds(page.AtSeconds), TimeSpan.FromSeconds(page.TookSeconds));

    private void AssertRows(IReadOnlyList<SlowRow> expected, FieldState state, RecordedPage page)
    {
        Assert.Equal(expected.Select(row => row.Rank), _sample.Rows.Select(row => row.Rank), StringComparer.Ordinal);
        var differences = expected.Zip(_sample.Rows, (slow, row) => slow.DifferencesTo(row, state)).SelectMany(list => list).ToList();
        Assert.True(differences.Count == 0, $"at {page.AtSeconds} s: {string.Join("; ", differences)}");
    }
}
