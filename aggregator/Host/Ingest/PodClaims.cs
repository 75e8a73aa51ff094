namespace Wva.Aggregator.Ingest;

/// <summary>Which stream speaks for which pod: the newest one. The one before is told so, for what it says counts no more.</summary>
internal sealed class PodClaims
{
    private readonly Lock _gate = new();
    private readonly Dictionary<string, PodClaim> _byUid = new(StringComparer.Ordinal);

    /// <summary>Claims a pod for a new stream.</summary>
    /// <param name="uid">The pod's UID.</param>
    /// <param name="ending">Cancelled when a newer stream takes the pod.</param>
    /// <returns>The claim, and whether it is the first in an unbroken row of streams that took the pod from an open one.</returns>
    public (PodClaim Claim, bool IsFirstConflict) Take(string uid, CancellationTokenSource ending)
    {
        PodClaim claim;
        PodClaim? before;
        lock (_gate)
        {
            before = _byUid.GetValueOrDefault(uid);
            _byUid[uid] = claim = new PodClaim(uid, before is not null, ending);
        }

        before?.Replace();
        return (claim, before is { IsContested: false });
    }

    /// <summary>Gives a pod up; where a newer stream has it, it keeps it.</summary>
    public void Release(PodClaim claim)
    {
        lock (_gate)
        {
            if (_byUid.GetValueOrDefault(claim.Uid) == claim)
            {
                _byUid.Remove(claim.Uid);
            }
        }
    }
}
