using Wva.Aggregator.Cycle;
using Wva.Aggregator.Ingest;
using Wva.Kubernetes.Resources;

namespace Wva.Aggregator.Tests.Fakes;

/// <summary>Keeps what the last cycle decided.</summary>
internal sealed class SinkFake : ICycleSink
{
    public CycleOutcome? Last { get; private set; }

    public Task PublishAsync(CycleOutcome outcome, CancellationToken cancellation)
    {
        Last = outcome;
        return Task.CompletedTask;
    }

    public void Show(VariantView view, FleetReading reading)
    {
    }
}
