using System.Collections.Immutable;
using Wva.Api;
using Wva.Fleet;

namespace Wva.Aggregator.Api;

/// <summary>Pods whose numbers are not of now, the most silent first, then the longest quiet. Pure.</summary>
internal static class QuietPods
{
    /// <summary>As they are answered.</summary>
    public static ImmutableArray<QuietReplica> Of(VariantLoad? load) =>
    [
        .. (load?.Quiet ?? [])
            .OrderByDescending(pod => pod.SilentSeconds ?? -1)
            .ThenByDescending(pod => pod.ForSeconds)
            .ThenBy(pod => pod.Pod, StringComparer.Ordinal)
            .Select(Answer),
    ];

    private static QuietReplica Answer(QuietPod pod) =>
        new(pod.Pod, Reporter.State(pod.State), pod.Cause == QuietCause.Stalled, Reporter.Seconds(pod.AgeSeconds), Reporter.Seconds(pod.SilentSeconds))
        {
            Cause = Word(pod.Cause),
            ForSeconds = Reporter.Seconds(pod.ForSeconds),
            Error = pod.Error,
        };

    private static string Word(QuietCause cause) => cause switch
    {
        QuietCause.NoStream => QuietCauses.NoStream,
        QuietCause.NoWord => QuietCauses.NoWord,
        QuietCause.ScrapeFailed => QuietCauses.ScrapeFailed,
        QuietCause.Stalled => QuietCauses.Stalled,
        QuietCause.NotRead => QuietCauses.NotRead,
        _ => QuietCauses.MissingFields,
    };
}
