namespace Wva.Aggregator.Ingest;

/// <summary>One stream's claim to speak for a pod.</summary>
/// <param name="uid">The pod's UID.</param>
/// <param name="isContested">True where it was taken from a stream that was open.</param>
internal sealed class PodClaim(string uid, bool isContested) : IDisposable
{
    private readonly CancellationTokenSource _replaced = new();

    /// <summary>The pod's UID.</summary>
    public string Uid { get; } = uid;

    /// <summary>True where it was taken from a stream that was open.</summary>
    public bool IsContested { get; } = isContested;

    /// <summary>Cancelled when a newer stream takes the pod.</summary>
    public CancellationToken Replaced => _replaced.Token;

    /// <summary>A newer stream has taken the pod.</summary>
    public void Replace()
    {
        try
        {
            _replaced.Cancel();
        }
        catch (ObjectDisposedException)
        {
            // It ended in the same moment: there is nobody left to tell.
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _replaced.Dispose();
}
