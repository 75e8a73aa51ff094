using Wva.Contracts;
using Wva.Scaling.Inputs;
using Wva.Simulation.Recordings;
using Wva.Telemetry.Sampling;

namespace Wva.Local.Measure;

/// <summary>What each page of a recording asks for, in replicas: <see cref="DemandRule"/> over its one replica, the mean of the ranks.</summary>
internal static class RecordedDemand
{
    /// <summary>Demand page by page.</summary>
    /// <param name="pages">The recording.</param>
    /// <param name="policy">Its thresholds.</param>
    /// <returns>Replicas; null where the page does not say.</returns>
    public static IReadOnlyList<int?> OfPages(IReadOnlyList<RecordedPage> pages, ScalingPolicy policy)
    {
        var sampler = new PageSampler();
        var sample = new Sample();
        return [.. pages.Select(page => Read(sampler, sample, page) ? Of(sample, policy) : null)];
    }

    /// <summary>Demand as it is played: each page from its own moment on, whether anybody asks for it or not.</summary>
    /// <param name="player">The recording, and the moment that it is played from.</param>
    /// <param name="policy">Its thresholds.</param>
    /// <returns>From the page that stands at the start on, in the order of time.</returns>
    public static IReadOnlyList<ShownDemand> Shown(RecordingPlayer player, ScalingPolicy policy)
    {
        var standing = Math.Max(player.IndexAt(TimeSpan.Zero), 0);
        return [.. OfPages(player.Pages, policy).Select((demand, i) => new ShownDemand(Moment(player, i), demand)).Skip(standing)];
    }

    /// <summary>Demand of one sample.</summary>
    public static int? Of(Sample sample, ScalingPolicy policy)
    {
        var kv = Mean(sample, RowField.KvCacheUsage, usage => DemandRule.OfKvCache(usage, policy));
        var queue = Mean(sample, RowField.Waiting, waiting => DemandRule.OfQueue(waiting, policy));
        return kv is null && queue is null ? null : DemandRule.Replicas(kv ?? 0, queue ?? 0);
    }

    private static TimeSpan Moment(RecordingPlayer player, int index)
    {
        var moment = TimeSpan.FromSeconds(player.Pages[index].AtSeconds) - player.From;
        return moment > TimeSpan.Zero ? moment : TimeSpan.Zero; // it stood already when the playing began
    }

    private static bool Read(PageSampler sampler, Sample sample, RecordedPage page)
    {
        if (page.Status != 200)
        {
            sampler.Fail(sample, "no answer");
            return false;
        }

        var now = DateTimeOffset.UnixEpoch + TimeSpan.FromSeconds(page.AtSeconds);
        return sampler.Read(page.Body.Span, sample, now, TimeSpan.FromSeconds(page.TookSeconds)).Verdict == PageVerdict.Read;
    }

    private static double? Mean(Sample sample, RowField field, Func<double, double> term)
    {
        var known = sample.Rows
            .Select(row => row.State(RowField.Idle) == FieldState.Value && row.Scalar(RowField.Idle) > 0 ? 0 : row.Known(field))
            .OfType<double>()
            .ToArray();
        return known.Length == 0 ? null : known.Average(term);
    }
}
