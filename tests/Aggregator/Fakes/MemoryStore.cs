using Wva.Kubernetes.Resources;
using Wva.Scaling.Inputs;
using Wva.Scenarios;

namespace Wva.Aggregator.Tests.Fakes;

/// <summary>A store without files: shows what a test puts there.</summary>
internal sealed class MemoryStore : IVariantStore
{
    public VariantView Current { get; set; } = VariantView.Empty;

    public StateFile? State { get; set; }

    /// <summary>Every status that was written.</summary>
    public List<VariantAutoscalingStatus> Published { get; } = [];

    public Task WaitForChangeAsync(VariantView seen, CancellationToken cancellation) => Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, cancellation);

    public Task ReadAgainAsync(CancellationToken cancellation) => Task.CompletedTask;

    public Task PublishAsync(VariantKey key, VariantAutoscalingStatus status, long epoch, CancellationToken cancellation)
    {
        Published.Add(status);
        return Task.CompletedTask;
    }

    public Task<StateFile?> LoadStateAsync(CancellationToken cancellation) => Task.FromResult(State);

    public Task SaveStateAsync(StateFile state, long epoch, CancellationToken cancellation)
    {
        State = state;
        return Task.CompletedTask;
    }
}
