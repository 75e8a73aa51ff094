using CsCheck;
using Wva.Agent.Watch;
using Wva.Contracts;
using Wva.Simulation.Recordings;
using Wva.Telemetry.Sampling;
using Wva.Testing.Pages;

namespace Wva.Agent.Tests.Watch;

/// <summary>Rates and percentiles between two pages against a slow reckoning.</summary>
public sealed class ChangeTests
{
    private static readonly TimeSpan NoTime = TimeSpan.Zero;

    [Theory]
    [InlineData("step")]
    [InlineData("crash")]
    [InlineData("ranks")]
    public void Changes_are_those_of_the_slow_reading(string recording)
    {
        var (sampler, sample, changes, slow) = (new PageSampler(), new Sample(), new ChangeTracker(), new SlowSampler());
        IReadOnlyList<SlowRow> before = [];
        RecordedPage? last = null;
        foreach (var page in WatchRun.Recording(recording).Pages.Where(page => page.Answered))
        {
            var at = TimeSpan.FromSeconds(page.AtSeconds);
            var result = sampler.Read(page.Body.Span, sample, DateTimeOffset.UnixEpoch + at, NoTime);
            changes.Take(sample, sampler.Engine!, result.Restarted, at);
            var now = slow.Read(SlowReader.Read(page.Body.Span));
            var seconds = last is null || result.Restarted ? double.NaN : (at - TimeSpan.FromSeconds(last.AtSeconds)).TotalSeconds;
            Assert.Equal(now.Count, changes.Ranks.Count);
            foreach (var (row, change) in now.Zip(changes.Ranks))
            {
                var old = before.FirstOrDefault(other => string.Equals(other.Rank, row.Rank, StringComparison.Ordinal));
                AssertRate(Rate(old, row, "finished", seconds), change.Finished);
                AssertRate(Rate(old, row, "generationTokens", seconds), change.GenerationTokens);
                AssertRate(Rate(old, row, "promptTokens", seconds), change.PromptTokens);
                AssertRate(Rate(old, row, "preemptions", seconds), change.Preemptions);
                Assert.Equal(Slow(old, row, "ttftSeconds", seconds), change.Ttft);
                Assert.Equal(Slow(old, row, "itlSeconds", seconds), change.Itl);
            }

            (before, last) = (now, page);
        }
    }

    [Fact]
    public void A_percentile_lies_in_the_bucket_of_the_observation_of_that_place() =>
        Gen.Select(Gen.Int[0, 5].Array[1, 30], Gen.Int[1, 99]).Sample((counts, percent) =>
        {
            double[] bounds = [.. Enumerable.Range(1, counts.Length).Select(i => (double)i)];
            var observed = counts.SelectMany((count, bucket) => Enumerable.Repeat(bucket, count)).ToArray();
            BucketRange? expected = observed.Length == 0
                ? null
                : observed[(((observed.Length * percent) + 99) / 100) - 1] is var bucket ? new BucketRange(bucket == 0 ? 0 : bounds[bucket - 1], bounds[bucket]) : null;
            Assert.Equal(expected, BucketRange.Of([.. counts.Select(count => (double)count)], bounds, percent));
        });

    [Fact]
    public void A_percentile_that_falls_on_an_observation_is_that_one_though_75_times_28_hundredths_is_more_than_21() =>
        Assert.Equal(new BucketRange(0, 1), BucketRange.Of([21, 54], [1, 2], 28));

    [Fact]
    public void A_restart_an_interval_of_no_length_and_a_field_that_comes_or_goes_are_unknown_not_negative()
    {
        var (changes, sample, engine) = (new ChangeTracker(), new Sample(), new EngineDescription { Kind = "vllm" });
        var row = sample.AddRow("0");
        row.Set(RowField.Finished, 10);
        changes.Take(sample, engine, restarted: false, TimeSpan.FromSeconds(1));
        Assert.Null(changes.Total.Finished);

        row.Set(RowField.Finished, 14);
        changes.Take(sample, engine, restarted: false, TimeSpan.FromSeconds(3));
        Assert.Equal(2, changes.Total.Finished);
        Assert.Null(changes.Total.PromptTokens);

        changes.Take(sample, engine, restarted: false, TimeSpan.FromSeconds(3));
        Assert.Null(changes.Total.Finished);

        row.Set(RowField.Finished, 3);
        changes.Take(sample, engine, restarted: false, TimeSpan.FromSeconds(4));
        Assert.Null(changes.Total.Finished);

        row.Set(RowField.Finished, 1000);
        changes.Take(sample, engine, restarted: true, TimeSpan.FromSeconds(5));
        Assert.Null(changes.Total.Finished);
    }

    [Fact]
    public void A_failed_scrape_shows_no_change_and_the_next_page_counts_from_the_last_good_one()
    {
        var (changes, sample, engine) = (new ChangeTracker(), new Sample(), new EngineDescription { Kind = "vllm" });
        var row = sample.AddRow("0");
        row.Set(RowField.Finished, 10);
        changes.Take(sample, engine, restarted: false, TimeSpan.FromSeconds(1));
        changes.Miss();
        Assert.Empty(changes.Ranks);
        row.Set(RowField.Finished, 20);
        changes.Take(sample, engine, restarted: false, TimeSpan.FromSeconds(6));
        Assert.Equal(2, changes.Total.Finished);
    }

    private static void AssertRate(double? expected, double? found)
    {
        Assert.Equal(expected is null, found is null);
        Assert.Equal(expected ?? 0, found ?? 0, 6);
    }

    private static double? Rate(SlowRow? before, SlowRow now, string field, double seconds) =>
        before is not null && seconds > 0 && before.Numbers.TryGetValue(field, out var old) && now.Numbers.TryGetValue(field, out var fresh) && fresh >= old ? (fresh - old) / seconds : null;

    private static Latency Slow(SlowRow? before, SlowRow now, string field, double seconds)
    {
        if (before is null || !(seconds > 0) || !before.Histograms.TryGetValue(field, out var old) || !now.Histograms.TryGetValue(field, out var fresh))
        {
            return default;
        }

        var observed = new List<BucketRange>();
        for (var i = 0; i < fresh.Buckets.Count; i++)
        {
            observed.AddRange(Enumerable.Repeat(new BucketRange(i == 0 ? 0 : fresh.Buckets[i - 1].Key, fresh.Buckets[i].Key), (int)(fresh.Buckets[i].Value - old.Buckets[i].Value)));
        }

        return observed.Count == 0 ? default : new Latency(observed[(int)Math.Ceiling(observed.Count * 0.5) - 1], observed[(int)Math.Ceiling(observed.Count * 0.95) - 1]);
    }
}
