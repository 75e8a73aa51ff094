using System.Collections.Immutable;
using Wva.Fleet;

namespace Wva.Aggregator.Publish;

/// <summary>Tells the log of streams that belong to no variant: once a change that lasts.</summary>
internal sealed class UnassignedNews(ILogger<UnassignedNews> log)
{
    /// <summary>So long it must be so: a stream belongs nowhere until its first words are read.</summary>
    public static readonly TimeSpan Lasting = TimeSpan.FromSeconds(5);

    private const int Named = 5;

    private ImmutableArray<ReplicaIdentity> _told = [];
    private ImmutableArray<ReplicaIdentity> _seen = [];
    private DateTimeOffset _since;

    /// <summary>Takes what a cycle saw.</summary>
    public void Take(ImmutableArray<ReplicaIdentity> unassigned, DateTimeOffset now)
    {
        if (!unassigned.SequenceEqual(_seen))
        {
            (_seen, _since) = (unassigned, now);
        }

        if (now - _since < Lasting || _seen.SequenceEqual(_told))
        {
            return;
        }

        _told = _seen;
        if (_told.IsEmpty)
        {
            AggregatorLog.StreamsAssigned(log);
            return;
        }

        var names = string.Join(", ", _told.Take(Named).Select(identity => $"{identity.Namespace}/{identity.Pod}"));
        AggregatorLog.StreamsUnassigned(log, _told.Length, _told.Length > Named ? names + ", …" : names);
    }
}
