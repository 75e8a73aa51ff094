namespace Wva.Aggregator.Ingest;

/// <summary>One stream's claim to speak for a pod.</summary>
/// <param name="uid">The pod's UID.</param>
/// <param name="isContested">True where it was taken from a stream that was open.</param>
/// <param name="ending">What ends the stream: the stream's own, for one source a stream is enough.</param>
internal sealed class PodClaim(string uid, bool isContested, CancellationTokenSource ending)
{
    private volatile bool _isReplaced;

    /// <summary>The pod's UID.</summary>
    public string Uid { get; } = uid;

    /// <summary>True where it was taken from a stream that was open.</summary>
    public bool IsContested { get; } = isContested;

    /// <summary>True once a newer stream has taken the pod.</summary>
    public bool IsReplaced => _isReplaced;

    /// <summary>A newer stream has taken the pod: ends this one.</summary>
    public void Replace()
    {
        _isReplaced = true;
        try
        {
            ending.Cancel();
        }
        catch (ObjectDisposedException)
        {
            // It ended in the same moment: there is nobody left to tell.
        }
    }
}
