namespace Wva.Benchmarks.WireBytes;

/// <summary>What passed.</summary>
/// <param name="Case">Which engine.</param>
/// <param name="Length">How long it was counted.</param>
/// <param name="Sent">Bytes from the agent.</param>
/// <param name="Received">Bytes to the agent.</param>
/// <param name="Connections">Connections that the agent made.</param>
/// <param name="Scrapes">Pages that the agent read.</param>
internal sealed record WireResult(WireCase Case, TimeSpan Length, long Sent, long Received, int Connections, int Scrapes)
{
    /// <summary>Of the bytes sent, those of the opening: handshake, description, first sample.</summary>
    public long OpeningSent { get; init; }

    /// <summary>Of the bytes received, those of the opening.</summary>
    public long OpeningReceived { get; init; }

    /// <summary>Processor time of the agent.</summary>
    public double ProcessorSeconds { get; init; }
}
