using Wva.Local.Measure;
using Wva.Local.Run;
using Wva.Local.View;
using Wva.Local.Watch;

namespace Wva.Local.Cluster;

/// <summary><c>up</c> around a simulated cluster: two aggregators, an engine and an agent a pod as processes of their own, requests, a view.</summary>
/// <param name="options">What was asked for.</param>
/// <param name="time">The clock.</param>
/// <param name="output">Where to print.</param>
/// <param name="view">The view.</param>
internal sealed class ClusterCommand(UpOptions options, TimeProvider time, TextWriter output, IFleetOutput view)
{
    private const int Aggregators = 2;

    private static readonly TimeSpan DayLength = TimeSpan.FromMinutes(3);
    private static readonly TimeSpan AnswerMargin = TimeSpan.FromSeconds(2);

    private ClusterPlan Plan => ClusterPlan.Default with { ScaleInStabilization = options.ScaleInWindow ?? ClusterPlan.Default.ScaleInStabilization };

    private TimeSpan Length => options.Length ?? DayLength;

    /// <summary>Runs to the end, or until told to stop; the summary is the last line in both cases.</summary>
    /// <exception cref="InvalidDataException">The trace cannot be read.</exception>
    /// <exception cref="InvalidOperationException">A process failed; the message says which and how.</exception>
    public async Task RunAsync(CancellationToken stop)
    {
        var requests = PlayedRequests.Of(options, Length, Plan.Startup + AnswerMargin);
        using var folder = new RunFolder(options.Keep);
        var certificates = LocalCertificates.Write(folder.Path, time);
        var files = new ClusterFiles(folder.Variants, folder.Path);
        files.WritePlan(Plan);
        AggregatorProcess[] aggregators = [.. Enumerable.Range(1, Aggregators).Select(i => new AggregatorProcess($"aggregator-{i}", options.Aggregator, folder, certificates, time))];
        try
        {
            foreach (var aggregator in aggregators)
            {
                await aggregator.StartAsync(stop);
            }

            var setting = new ClusterSetting(Plan, options.Agent, Environment.ProcessPath!, folder, certificates.Authority, string.Join(',', aggregators.Select(aggregator => aggregator.Grpc)), time);
            await using var loop = new ClusterLoop(setting, files);
            await Around(loop, aggregators, folder, requests).RunAsync(stop);
        }
        finally
        {
            await Task.WhenAll(aggregators.Select(aggregator => aggregator.DisposeAsync().AsTask())); // each, whatever becomes of another
        }
    }

    private FleetRun Around(ClusterLoop loop, AggregatorProcess[] aggregators, RunFolder folder, PlayedRequests requests) => new(options, time, output, view)
    {
        Aggregators = aggregators,
        Heading = Heading(aggregators, folder, requests),
        Length = Length,
        Facts = () => Facts(loop),
        Start = end =>
        [
            loop.RunAsync(requests.Trace, end),
            .. Plan.Variants.Select(variant => WatchAsync(variant.Pods.Name, folder, loop, end)),
            .. aggregators.Select(aggregator => aggregator.KeepAsync(loop.Outages, end)),
        ],
        Sum = samples => Sum(loop, samples),
    };

    private Task WatchAsync(string variant, RunFolder folder, ClusterLoop loop, CancellationToken end)
    {
        int? seen = null;
        return new StatusWatcher(VariantFiles.Status(folder.Variants, variant), time).WatchAsync(
            status =>
            {
                if (status.Replicas is { } replicas && replicas != seen)
                {
                    seen = replicas;
                    loop.See(variant, replicas, time.GetTimestamp());
                }
            },
            end);
    }

    private IReadOnlyList<string> Facts(ClusterLoop loop)
    {
        if (options.Plain)
        {
            return loop.Outages.Lines(isLive: false);
        }

        var counts = loop.Traffic.Counts;
        var attainment = loop.Traffic.Level.Attainment is { } share ? FormattableString.Invariant($"{share:P1} as promised") : "none ended yet";
        return [FormattableString.Invariant($"requests {counts.Offered} came, {counts.Completed} answered, {counts.InFlight} at engines, {counts.Queued} wait for one, {counts.Failed + counts.TimedOut} failed; {attainment}"), .. loop.Outages.Lines(isLive: true)];
    }

    private IEnumerable<string> Heading(AggregatorProcess[] aggregators, RunFolder folder, PlayedRequests requests)
    {
        yield return FormattableString.Invariant($"simulated cluster: {Plan.Model}; {string.Join(", ", Plan.Variants.Select(variant => $"{variant.Pods.Name} at {variant.Pods.CostPerHour}/h, {variant.Scaler.MinReplicas} to {variant.Scaler.MaxReplicas}"))}");
        yield return $"requests    {requests.Description}";
        foreach (var aggregator in aggregators)
        {
            yield return aggregator.Description;
        }

        yield return FormattableString.Invariant($"periods     page every 1 s, at best 0.25 s; cycle 1 s; scaler looks every {Plan.Variants[0].Scaler.SyncPeriod.TotalSeconds} s; engines start in {Plan.Startup.TotalSeconds} s; scale-in windows {Plan.ScaleInStabilization.TotalSeconds} s (policy) and {Plan.Variants[0].Scaler.ScaleDown.StabilizationWindow.TotalSeconds} s (scaler)");
        yield return folder.Description;
    }

    private ClusterSummary Sum(ClusterLoop loop, long? samples)
    {
        var times = loop.Journal.Times;
        return new ClusterSummary(
            loop.Agents,
            samples,
            times.P50Ms,
            times.P99Ms,
            times.Missed,
            [.. Plan.Variants.Select(variant => new SummaryVariant(variant.Pods.Name, variant.Pods.CostPerHour, loop.Journal.Peak(variant.Pods.Name), loop.Journal.Published(variant.Pods.Name)))],
            loop.Traffic.Counts.Offered,
            loop.Traffic.Level.Attainment is { } share ? Math.Round(share, 4) : null,
            Math.Round(loop.Cost, 4));
    }
}
