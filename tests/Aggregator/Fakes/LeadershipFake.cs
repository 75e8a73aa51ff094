using Wva.Aggregator.Store;
using Wva.Kubernetes.Resources;

namespace Wva.Aggregator.Tests.Fakes;

/// <summary>Leads in term 1 until a test says otherwise.</summary>
internal sealed class LeadershipFake : ILeadership
{
    public const long Epoch = 1;

    private static readonly Leader Other = new("other", Epoch + 1, World.Noon);

    private readonly Swapped<LeadershipState> _state = new(new LeadershipState(Epoch, new Leader("self", Epoch, World.Noon)));

    public LeadershipState Current => _state.Current;

    public Task WaitForChangeAsync(LeadershipState seen, CancellationToken cancellation) => _state.WaitForChangeAsync(seen, cancellation);

    public ValueTask<bool> HoldsAsync(long epoch, CancellationToken cancellation) => ValueTask.FromResult(Current.Epoch == epoch);

    /// <summary>Another one decides from now on.</summary>
    public void Lose() => _state.Swap(new LeadershipState(null, Other));

    /// <summary>This one decides again, in a later term.</summary>
    public void Win() => _state.Swap(new LeadershipState(Other.Epoch + 1, new Leader("self", Other.Epoch + 1, World.Noon)));
}
