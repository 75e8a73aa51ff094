using System.Collections.Immutable;
using System.Diagnostics.Metrics;
using Wva.Aggregator.Cycle;
using Wva.Aggregator.Ingest;
using Wva.Kubernetes.Resources;

namespace Wva.Aggregator.Publish;

/// <summary>Every instrument of the aggregator. The first three names and their labels are published ones that scalers select by; they are never changed.</summary>
internal sealed class AggregatorMetrics : IDisposable
{
    /// <summary>Name of the histogram of decision times.</summary>
    public const string LoadToDecision = "wva_load_to_decision_seconds";

    /// <summary>Buckets of <see cref="LoadToDecision"/>, seconds: the budgets are 0.5 s (engine sampled fast) and 2 s.</summary>
    public static readonly double[] LoadToDecisionBounds = [0.05, 0.1, 0.25, 0.5, 0.75, 1, 1.5, 2, 3, 5, 10];

    /// <summary>Series of one name at most: 3,000 variants with five states each. Beyond it they would be added up into one.</summary>
    public const int MaxSeries = 16_000;

    private const string UnresolvedAccelerator = "unresolved"; // published: a series is never withheld for lack of it

    private readonly Meter _meter;
    private readonly Histogram<double> _loadToDecision;

    /// <summary>Makes the instruments.</summary>
    /// <param name="meterName">Name of the meter, this aggregator's alone: meters are found by name in the whole process.</param>
    /// <param name="meters">Makes the meter.</param>
    /// <param name="table">Published variants.</param>
    /// <param name="ingest">What came in.</param>
    /// <param name="clock">How the cycles went.</param>
    /// <param name="leadership">Who decides.</param>
    public AggregatorMetrics(string meterName, IMeterFactory meters, PublishedTable table, IngestCounters ingest, CycleClock clock, ILeadership leadership)
    {
        _meter = meters.Create(meterName);
        _loadToDecision = _meter.CreateHistogram<double>(LoadToDecision, null, "From the reading at the engine that crossed a threshold to the raised value published");
        AddDecisions(() => table.DecidedIn(leadership.Current.Epoch));
        AddSignals(table);
        AddReplicas(table);
        AddIngest(ingest);
        _meter.CreateObservableCounter("wva_cycles", () => Labelled((clock.Succeeded, "success"), (clock.Failed, "error"), (clock.Followed, "followed")), null, "Cycles, by outcome: followed are those of an aggregator that stands by");
        _meter.CreateObservableGauge("wva_leader", () => leadership.Current.IsLeader ? 1 : 0, null, "1 where this aggregator decides, 0 where it stands by; 1 in sum over all");
        _meter.CreateObservableGauge("wva_store_problems", () => table.Page.Problems.Length, null, "Things that could not be taken over from the store");
        _meter.CreateObservableGauge("wva_unassigned_streams", () => table.Page.UnassignedStreams, null, "Streams of agents open now that belong to no variant");
    }

    /// <summary>A raised value was published.</summary>
    public void RecordLoadToDecision(TimeSpan taken) => _loadToDecision.Record(taken.TotalSeconds);

    /// <inheritdoc/>
    public void Dispose() => _meter.Dispose();

    private static IEnumerable<Measurement<long>> Labelled(params (long Count, string Status)[] counts) =>
        counts.Select(count => new Measurement<long>(count.Count, new KeyValuePair<string, object?>("status", count.Status)));

    private static double? Ratio(PublishedVariant variant) =>
        variant is { Desired: { } desired, Current: { } current } ? current == 0 ? desired : (double)desired / current : null;

    private static KeyValuePair<string, object?>[] Labels(PublishedVariant variant) =>
    [
        new("variant_name", variant.Key.Name),
        new("namespace", variant.Key.Namespace),
        new("exported_namespace", variant.Key.Namespace), // what Prometheus without honorLabels makes of namespace; queries rely on it
        new("accelerator_type", variant.Accelerator ?? UnresolvedAccelerator),
    ];

    private static IEnumerable<Measurement<T>> Each<T>(ImmutableArray<PublishedVariant> variants, Func<PublishedVariant, T?> value)
        where T : struct
    {
        foreach (var variant in variants)
        {
            if (value(variant) is { } known)
            {
                yield return new Measurement<T>(known, Labels(variant));
            }
        }
    }

    // One series a code: one a variant and code would outgrow the limit of series in a large fleet, as codes change from cycle to cycle.
    private static IEnumerable<Measurement<int>> ByReason(ImmutableArray<PublishedVariant> decided) => decided
        .Where(variant => variant.Decision is { Reasons.IsDefaultOrEmpty: false })
        .CountBy(variant => variant.Decision!.Reason.Code)
        .Select(counted => new Measurement<int>(counted.Value, new KeyValuePair<string, object?>("reason", counted.Key)));

    // By the one that decides alone: of two series of one variant a scaler's query fails, or takes the older one.
    private void AddDecisions(Func<ImmutableArray<PublishedVariant>> decided)
    {
        _meter.CreateObservableGauge("wva_desired_replicas", () => Each(decided(), variant => variant.Desired), null, "Replicas recommended; absent before the first recommendation");
        _meter.CreateObservableGauge("wva_current_replicas", () => Each(decided(), variant => variant.Current), null, "Replicas asked of the target now");
        _meter.CreateObservableGauge("wva_desired_ratio", () => Each(decided(), Ratio), null, "Recommended over current replicas; the recommendation itself where current is 0");
        _meter.CreateObservableGauge("wva_decided_variants", () => ByReason(decided()), null, "Variants, by the code of the reason in force of their last decision");
    }

    private void AddSignals(PublishedTable table)
    {
        _meter.CreateObservableGauge("wva_signal_newest_age_seconds", () => Each(table.Variants, variant => variant.Load?.NewestSignalAgeSeconds), null, "Age of the newest reading of an engine of the variant");
        _meter.CreateObservableGauge("wva_signal_oldest_age_seconds", () => Each(table.Variants, variant => variant.Load?.OldestSignalAgeSeconds), null, "Age of the last reading of the engine that was read longest ago");
    }

    private void AddReplicas(PublishedTable table) => _meter.CreateObservableGauge(
        "wva_fleet_pods",
        () => table.Variants.Where(variant => variant.Load is not null).SelectMany(variant => States(variant).Select(state =>
            new Measurement<int>(state.Count, [.. Labels(variant), new KeyValuePair<string, object?>("state", state.Name)]))),
        null,
        "Pods of the variant, by state");

    private static (int Count, string Name)[] States(PublishedVariant variant) =>
    [
        (variant.Load!.Starting, "starting"),
        (variant.Load.Serving, "serving"),
        (variant.Load.Asleep, "asleep"),
        (variant.Load.Draining, "draining"),
        (variant.Load.Lost, "lost"),
    ];

    private void AddIngest(IngestCounters ingest)
    {
        _meter.CreateObservableGauge("wva_agent_streams", () => ingest.OpenStreams, null, "Streams of agents open now");
        _meter.CreateObservableCounter("wva_frames", () => IngestCounters.FrameKinds.Select((kind, i) => new Measurement<long>(ingest.Frames(i), new KeyValuePair<string, object?>("kind", kind))), null, "Messages from agents, by kind");
        _meter.CreateObservableCounter("wva_frame_bytes", () => ingest.Bytes, null, "Bytes of all messages from agents");
        _meter.CreateObservableCounter("wva_streams_refused", () => IngestCounters.RefusalReasons.Select((reason, i) => new Measurement<long>(ingest.Refusals(i), new KeyValuePair<string, object?>("reason", reason))), null, "Streams ended by the aggregator, by reason");
    }
}
