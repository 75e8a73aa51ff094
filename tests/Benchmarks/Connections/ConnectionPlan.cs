namespace Wva.Benchmarks.Connections;

/// <summary>What a run does, settings apart.</summary>
/// <param name="BusyShare">Share of the agents that sample every second; the rest sends a heartbeat every 10 s.</param>
/// <param name="Idle">How long nobody says a word, once all are open.</param>
/// <param name="Settle">How long they speak before it counts.</param>
/// <param name="Measure">How long it counts.</param>
/// <param name="Probes">Samples that are timed to the fleet; afterwards, beside the same load.</param>
/// <param name="WithTypes">Also counts objects by type; stops the aggregator for seconds at the end.</param>
internal sealed record ConnectionPlan(double BusyShare, TimeSpan Idle, TimeSpan Settle, TimeSpan Measure, int Probes, bool WithTypes);
