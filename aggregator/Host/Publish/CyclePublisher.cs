using System.Collections.Immutable;
using Wva.Aggregator.Cycle;
using Wva.Aggregator.Ingest;
using Wva.Kubernetes.Resources;

namespace Wva.Aggregator.Publish;

/// <summary>Takes a cycle's plan out: first what must be remembered, then the statuses, then what the metrics page shows.</summary>
internal sealed class CyclePublisher(
    StateKeeper keeper,
    StatusWriter writer,
    PublishedTable table,
    UnassignedNews unassigned,
    DecisionLog decisionLog,
    AggregatorMetrics metrics,
    TimeProvider time) : ICycleSink
{
    /// <inheritdoc/>
    public async Task PublishAsync(CycleOutcome outcome, CancellationToken cancellation)
    {
        await keeper.KeepAsync(outcome, cancellation);
        var decisions = outcome.Plan.Decisions.ToDictionary(decision => decision.Variant.Spec.Key);
        var before = table.Variants.ToDictionary(row => row.Key);
        var loads = outcome.Reading.Summary.Variants.ToDictionary(load => load.Key);
        var published = ImmutableArray.CreateBuilder<PublishedVariant>(outcome.View.Variants.Length);
        foreach (var stored in outcome.View.Variants)
        {
            var key = stored.Spec.Key;
            var input = new PublishInput { Stored = stored, Decision = decisions[key], Load = loads.GetValueOrDefault(key), Now = outcome.Plan.At };
            var row = PublishedVariant.Of(stored, input.Decision.Variant, input.Load, await writer.WriteAsync(input, outcome.Epoch, cancellation))
                .With(input.Decision, outcome.Plan.At, before.GetValueOrDefault(key));
            published.Add(row);
            if (row.Desired > before.GetValueOrDefault(key)?.Desired && outcome.Reading.CrossedAt is { } crossedAt)
            {
                metrics.RecordLoadToDecision(time.GetUtcNow() - crossedAt);
            }
        }

        writer.Keep(decisions.Keys.ToHashSet());
        Show(published.ToImmutable(), outcome, outcome.View, outcome.Reading);
        decisionLog.Take(outcome);
    }

    /// <inheritdoc/>
    public void Show(VariantView view, FleetReading reading)
    {
        var seen = reading.Fleet.Models.SelectMany(model => model.Variants).ToDictionary(variant => variant.Spec.Key);
        var loads = reading.Summary.Variants.ToDictionary(load => load.Key);
        var rows = view.Variants.Select(stored => PublishedVariant.Of(
            stored, seen.GetValueOrDefault(stored.Spec.Key), loads.GetValueOrDefault(stored.Spec.Key), stored.Resource.Status));
        Show([.. rows], outcome: null, view, reading);
    }

    private void Show(ImmutableArray<PublishedVariant> rows, CycleOutcome? outcome, VariantView view, FleetReading reading)
    {
        var problems = view.Problems.Select(problem => problem.ToString());
        table.Swap(new PublishedPage(reading.Summary.At, rows, outcome?.Epoch, [.. problems], reading.Summary.Unassigned.Length) { Outcome = outcome });
        unassigned.Take(reading.Summary.Unassigned, reading.Summary.At);
    }
}
