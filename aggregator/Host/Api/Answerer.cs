using Wva.Aggregator.Options;
using Wva.Kubernetes.Resources;

namespace Wva.Aggregator.Api;

/// <summary>Who answers, and who decides.</summary>
/// <param name="Self">Identity of this aggregator.</param>
/// <param name="Leader">Identity of the one that decides; null where unknown.</param>
/// <param name="LeaderAddress">Where that one answers; null where unknown.</param>
/// <param name="Decides">Whether this one decides.</param>
internal sealed record Answerer(string Self, string? Leader, string? LeaderAddress, bool Decides)
{
    /// <summary>As it stands now.</summary>
    public static Answerer Now(AggregatorOptions options, ILeadership leadership)
    {
        var state = leadership.Current;
        return new Answerer(options.Identity, state.Leader?.Identity, state.Leader?.Http, state.IsLeader);
    }
}
