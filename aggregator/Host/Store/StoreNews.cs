using System.Collections.Immutable;
using Wva.Kubernetes.Resources;
using Wva.Scenarios;

namespace Wva.Aggregator.Store;

/// <summary>Tells the log what has changed from one view to the next: each thing once.</summary>
internal sealed class StoreNews(ILogger log)
{
    private ImmutableHashSet<Problem> _warned = [];

    /// <summary>Says what is new in a view.</summary>
    public void Tell(VariantView before, VariantView after, VariantFolder folder)
    {
        foreach (var problem in after.Problems.Except(before.Problems))
        {
            AggregatorLog.StoreProblem(log, problem.Source, problem.Message);
        }

        foreach (var source in before.Problems.Select(problem => problem.Source).Except(after.Problems.Select(problem => problem.Source), StringComparer.Ordinal))
        {
            AggregatorLog.StoreProblemSolved(log, source);
        }

        var generations = before.Variants.ToDictionary(stored => stored.Spec.Key, stored => stored.Resource.Metadata.Generation);
        foreach (var stored in after.Variants.Where(stored => generations.GetValueOrDefault(stored.Spec.Key) != stored.Resource.Metadata.Generation))
        {
            AggregatorLog.VariantTaken(log, stored.Spec.Key, folder.InForce[stored.Spec.Key].ManifestName, stored.Resource.Metadata.Generation);
        }

        foreach (var key in generations.Keys.Except(after.Variants.Select(stored => stored.Spec.Key)))
        {
            AggregatorLog.VariantGone(log, key);
        }

        var warnings = folder.Warnings().ToImmutableHashSet();
        foreach (var warning in warnings.Except(_warned).OrderBy(warning => warning.ToString(), StringComparer.Ordinal))
        {
            AggregatorLog.ManifestWarning(log, warning.Source, warning.Path.Length == 0 ? warning.Message : $"{warning.Path}: {warning.Message}");
        }

        _warned = warnings;
    }
}
