using Wva.Local.Measure;

namespace Wva.Local.Cluster;

/// <summary>The last line of a run around a simulated cluster.</summary>
/// <param name="Agents">Agents that ran, one a pod.</param>
/// <param name="Samples">Samples that an aggregator received, by its own count; null where none could be asked.</param>
/// <param name="DecisionP50Ms">Median time of the decisions to scale out, milliseconds; null where there was none.</param>
/// <param name="DecisionP99Ms">Their 99th percentile, milliseconds.</param>
/// <param name="Missed">Decisions to scale out that were due and never came.</param>
/// <param name="Variants">What became of each variant.</param>
/// <param name="Requests">Requests that came.</param>
/// <param name="Attainment">Share of them that got what they may expect; one that has not ended counts as missed once its time has passed, and nowhere before; null where none counts.</param>
/// <param name="Cost">What all replicas cost.</param>
internal sealed record ClusterSummary(
    int Agents,
    long? Samples,
    double? DecisionP50Ms,
    double? DecisionP99Ms,
    int Missed,
    IReadOnlyList<SummaryVariant> Variants,
    long Requests,
    double? Attainment,
    double Cost);
