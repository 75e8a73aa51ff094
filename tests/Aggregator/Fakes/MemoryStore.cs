using Wva.Kubernetes.Resources;
using Wva.Scaling.Inputs;
using Wva.Scenarios;

namespace Wva.Aggregator.Tests.Fakes;

/// <summary>A store without files: shows what a test puts there.</summary>
internal sealed class MemoryStore : IVariantStore
{
    public VariantView Current { get; set; } = VariantView.Empty;

    public StateFile? State { get; set; }

    public Task WaitForChangeAsync(VariantView seen, CancellationToken cancellation) => Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, cancellation);

    public Task PublishAsync(VariantKey key, VariantAutoscalingStatus status, CancellationToken cancellation) => Task.CompletedTask;

    public Task<StateFile?> LoadStateAsync(CancellationToken cancellation) => Task.FromResult(State);

    public Task SaveStateAsync(StateFile state, CancellationToken cancellation)
    {
        State = state;
        return Task.CompletedTask;
    }
}
