using Wva.Aggregator.Cycle;

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
}
