using Wva.Aggregator.Ingest;
using Wva.Kubernetes.Resources;

namespace Wva.Aggregator.Cycle;

/// <summary>What an aggregator does in place of deciding while another one decides: keeps its fleet in order, and shows it and what is published. Writes nothing.</summary>
internal sealed class FollowingCycle(IVariantStore store, FleetGate fleet, ICycleSink sink, TimeProvider time)
{
    /// <summary>Looks once.</summary>
    /// <returns>Time of the snapshot shown.</returns>
    public DateTimeOffset Run()
    {
        var view = store.Current;
        var now = time.GetUtcNow();
        sink.Show(view, fleet.Read(VariantInputs.Of(view), view.Policy, now));
        return now;
    }
}
