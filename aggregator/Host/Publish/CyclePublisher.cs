using System.Collections.Immutable;
using Wva.Aggregator.Cycle;
using Wva.Fleet;
using Wva.Kubernetes.Resources;
using Wva.Scaling.Decision;

namespace Wva.Aggregator.Publish;

/// <summary>Takes a cycle's plan out: first what must be remembered, then the statuses, then what the metrics page shows.</summary>
internal sealed class CyclePublisher(StateKeeper keeper, StatusWriter writer, PublishedTable table, UnassignedNews unassigned, AggregatorMetrics metrics, TimeProvider time) : ICycleSink
{
    /// <inheritdoc/>
    public async Task PublishAsync(CycleOutcome outcome, CancellationToken cancellation)
    {
        await keeper.KeepAsync(outcome, cancellation);
        var decisions = outcome.Plan.Decisions.ToDictionary(decision => decision.Variant.Spec.Key);
        var before = table.Variants.ToDictionary(row => row.Key, row => row.Desired);
        var loads = outcome.Reading.Summary.Variants.ToDictionary(load => load.Key);
        var published = ImmutableArray.CreateBuilder<PublishedVariant>(outcome.View.Variants.Length);
        foreach (var stored in outcome.View.Variants)
        {
            var key = stored.Spec.Key;
            var row = await PublishAsync(stored, decisions[key], loads.GetValueOrDefault(key), outcome.Plan.At, cancellation);
            published.Add(row);
            if (row.Desired > before.GetValueOrDefault(key) && outcome.Reading.CrossedAt is { } crossedAt)
            {
                metrics.RecordLoadToDecision(time.GetUtcNow() - crossedAt);
            }
        }

        writer.Keep(decisions.Keys.ToHashSet());
        table.Swap(published.ToImmutable(), outcome.View.Problems.Length, outcome.Reading.Summary.Unassigned.Length);
        unassigned.Take(outcome.Reading.Summary.Unassigned, outcome.Plan.At);
    }

    private async Task<PublishedVariant> PublishAsync(StoredVariant stored, VariantDecision decision, VariantLoad? load, DateTimeOffset now, CancellationToken cancellation)
    {
        var status = await writer.WriteAsync(new PublishInput { Stored = stored, Decision = decision, Load = load, Now = now }, cancellation);
        return new PublishedVariant
        {
            Key = stored.Spec.Key,
            Accelerator = stored.Spec.Accelerator,
            Desired = status?.DesiredOptimizedAlloc?.NumReplicas,
            Current = stored.TargetState == TargetState.Found || !decision.Variant.Replicas.IsEmpty ? decision.Variant.Current : null,
            Load = load,
        };
    }
}
