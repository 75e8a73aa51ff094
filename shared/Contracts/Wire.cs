namespace Wva.Contracts;

/// <summary>Constants of the wire that both ends and the README share.</summary>
public static class Wire
{
    /// <summary>Version of the protocol; a peer with another one is refused.</summary>
    public const int Protocol = 1;

    /// <summary>Longest message, bytes.</summary>
    public const int MaxMessageBytes = 16 * 1024;

    /// <summary>Most rows (data-parallel ranks of one pod) in a sample: as many full ones as fit into a message.</summary>
    public const int MaxRows = 32;

    /// <summary>Most GPUs (or slices of them) in a sample.</summary>
    public const int MaxGpus = 128;

    /// <summary>Most buckets of a histogram, the one up to +Inf included.</summary>
    public const int MaxBuckets = 128;

    /// <summary>Longest <c>error</c> of a sample, UTF-8 bytes; what is longer is cut at a whole character.</summary>
    public const int MaxErrorBytes = 256;

    /// <summary>Messages a second on one stream; beyond it the stream is closed with RESOURCE_EXHAUSTED.</summary>
    public const int MaxMessagesPerSecond = 10;

    /// <summary>A stream on which nothing changed still says every so often that the last scrape was well.</summary>
    public static readonly TimeSpan HeartbeatPeriod = TimeSpan.FromSeconds(10);

    /// <summary>A full sample opens each stream; the first one written this long after the last full one is full again.</summary>
    public static readonly TimeSpan FullSamplePeriod = TimeSpan.FromSeconds(30);
}
