using Wva.Api;
using Wva.Local.Measure;
using Wva.Local.Run;
using Wva.Local.View;
using Wva.Local.Watch;
using Wva.Simulation.Traces;

namespace Wva.Local.Cluster;

/// <summary><c>up</c> around a simulated cluster: two aggregators, an engine and an agent a pod as processes of their own, a trace, a view.</summary>
/// <param name="options">What was asked for.</param>
/// <param name="time">The clock.</param>
/// <param name="output">Where to print.</param>
/// <param name="view">The view.</param>
internal sealed class ClusterCommand(UpOptions options, TimeProvider time, TextWriter output, IFleetOutput view)
{
    private const int Aggregators = 2;
    private const double MeanRequestsPerSecond = 3;

    private static readonly TimeSpan DayLength = TimeSpan.FromMinutes(3);
    private static readonly TimeSpan AnswerMargin = TimeSpan.FromSeconds(3);

    private ClusterPlan Plan => ClusterPlan.Default with { ScaleInStabilization = options.ScaleInWindow ?? ClusterPlan.Default.ScaleInStabilization };

    /// <summary>Runs to the end, or until told to stop; the summary is the last line in both cases.</summary>
    /// <exception cref="InvalidDataException">The trace cannot be read.</exception>
    /// <exception cref="InvalidOperationException">A process failed; the message says which and how.</exception>
    public async Task RunAsync(CancellationToken stop)
    {
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

            await RunAsync(aggregators, folder, certificates, files, stop);
        }
        finally
        {
            foreach (var aggregator in aggregators)
            {
                await aggregator.DisposeAsync();
            }
        }
    }

    private async Task RunAsync(AggregatorProcess[] aggregators, RunFolder folder, LocalCertificates certificates, ClusterFiles files, CancellationToken stop)
    {
        var setting = new ClusterSetting(Plan, options.Agent, Environment.ProcessPath!, folder, certificates.Authority, string.Join(',', aggregators.Select(aggregator => aggregator.Grpc)), time);
        using var http = AggregatorClient.CreateHttp();
        ServerFile.Write(options.ServerFile, aggregators.Select(aggregator => aggregator.Http));
        await using var loop = new ClusterLoop(setting, files);
        using var end = CancellationTokenSource.CreateLinkedTokenSource(stop);
        try
        {
            foreach (var line in Heading(aggregators, folder))
            {
                await output.WriteLineAsync(line);
            }

            var all = StartAll(aggregators, http, folder, loop, end.Token);
            var first = await Task.WhenAny([.. all, Task.Delay(options.Length ?? DayLength, time, stop)]);
            var samples = await SamplesAsync(aggregators);
            await end.CancelAsync();
            await Task.WhenAll(all).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            await output.WriteLineAsync(Sum(loop, samples).ToLine());
            if (first.IsFaulted)
            {
                await first;
            }
        }
        finally
        {
            File.Delete(options.ServerFile);
        }
    }

    private Task[] StartAll(AggregatorProcess[] aggregators, HttpClient http, RunFolder folder, ClusterLoop loop, CancellationToken end)
    {
        var source = new AggregatorSource(new AggregatorClient(http, [.. aggregators.Select(aggregator => aggregator.Http)], time));
        return
        [
            loop.RunAsync(Trace(), end),
            new FleetLoop(source, view, () => Facts(loop), time).RunAsync(end),
            .. aggregators.Select(aggregator => aggregator.KeepAsync(loop.Outages, end)),
            .. Plan.Variants.Select(variant => WatchAsync(variant.Pods.Name, folder, loop, end)),
        ];
    }

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

    private IEnumerable<TraceRequest> Trace() => options.Trace is { } file ? TraceReader.Read(file) : Day();

    // The day begins once the first engines answer: nobody waits for a cluster that is being switched on.
    private IEnumerable<TraceRequest> Day()
    {
        var lead = Plan.Startup + AnswerMargin;
        var length = (options.Length ?? DayLength) - lead;
        return length <= TimeSpan.Zero ? [] : ChatDay.Generate(new ChatDayOptions { Length = length, MeanRequestsPerSecond = MeanRequestsPerSecond })
            .Select(request => request with { ArrivalSeconds = request.ArrivalSeconds + lead.TotalSeconds });
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

    private IEnumerable<string> Heading(AggregatorProcess[] aggregators, RunFolder folder)
    {
        yield return FormattableString.Invariant($"simulated cluster: {Plan.Model}; {string.Join(", ", Plan.Variants.Select(variant => $"{variant.Pods.Name} at {variant.Pods.CostPerHour}/h, {variant.Scaler.MinReplicas} to {variant.Scaler.MaxReplicas}"))}");
        yield return options.Trace is { } trace ? $"requests    {trace}" : FormattableString.Invariant($"requests    a day of chat in {(options.Length ?? DayLength).TotalMinutes:0.##} minutes");
        foreach (var aggregator in aggregators)
        {
            yield return $"aggregator  {aggregator.Http}metrics   agents report to {aggregator.Grpc}";
        }

        yield return FormattableString.Invariant($"periods     page every 1 s, at best 0.25 s; cycle 1 s; scaler looks every {Plan.Variants[0].Scaler.SyncPeriod.TotalSeconds} s; engines start in {Plan.Startup.TotalSeconds} s; scale-in windows {Plan.ScaleInStabilization.TotalSeconds} s (policy) and {Plan.Variants[0].Scaler.ScaleDown.StabilizationWindow.TotalSeconds} s (scaler)");
        yield return $"logs        {folder.Path}{(options.Keep is null ? ", gone at the end (--keep DIR keeps them)" : "")}";
    }

    private static async Task<long?> SamplesAsync(AggregatorProcess[] aggregators)
    {
        var counts = new List<long?>();
        foreach (var aggregator in aggregators)
        {
            counts.Add(await ReceivedSamples.AskAsync(new Uri(aggregator.Http, "metrics")));
        }

        return counts.Max();
    }

    private ClusterSummary Sum(ClusterLoop loop, long? samples) => new(
        loop.Agents,
        samples,
        Percentiles.Milliseconds(loop.Journal.Latencies, 0.50),
        Percentiles.Milliseconds(loop.Journal.Latencies, 0.99),
        [.. Plan.Variants.Select(variant => new SummaryVariant(variant.Pods.Name, variant.Pods.CostPerHour, loop.Journal.Peak(variant.Pods.Name), loop.Journal.Published(variant.Pods.Name)))],
        loop.Traffic.Counts.Offered,
        loop.Traffic.Level.Attainment is { } share ? Math.Round(share, 4) : null,
        Math.Round(loop.Cost, 4));
}
