using Wva.Local.Run;

namespace Wva.Local.Cluster;

/// <summary>What every process of a simulated cluster needs to know.</summary>
/// <param name="Plan">The cluster.</param>
/// <param name="Agent">The published agent.</param>
/// <param name="Engine">This program, which is an engine as well.</param>
/// <param name="Folder">For logs.</param>
/// <param name="Authority">Who signed the aggregators' certificate.</param>
/// <param name="Aggregators">Where agents report, as <c>--aggregator</c> takes it.</param>
/// <param name="Time">The clock.</param>
internal sealed record ClusterSetting(ClusterPlan Plan, string Agent, string Engine, RunFolder Folder, string Authority, string Aggregators, TimeProvider Time);
