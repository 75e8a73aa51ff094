namespace Wva.Contracts;

/// <summary>Constants of the wire that both ends and the README share.</summary>
public static class Wire
{
    /// <summary>Version of the protocol; a peer with another one is refused.</summary>
    public const int Protocol = 1;

    /// <summary>Longest message, bytes.</summary>
    public const int MaxMessageBytes = 16 * 1024;

    /// <summary>Messages a second on one stream; beyond it the stream is closed with RESOURCE_EXHAUSTED.</summary>
    public const int MaxMessagesPerSecond = 10;

    /// <summary>A stream on which nothing changed still says every so often that the last scrape was well.</summary>
    public static readonly TimeSpan HeartbeatPeriod = TimeSpan.FromSeconds(10);

    /// <summary>A full sample opens each stream and follows every so often.</summary>
    public static readonly TimeSpan FullSamplePeriod = TimeSpan.FromSeconds(30);
}
