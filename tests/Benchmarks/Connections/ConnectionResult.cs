using Wva.Benchmarks.Measuring;

namespace Wva.Benchmarks.Connections;

/// <summary>What one run came to.</summary>
internal sealed record ConnectionResult
{
    /// <summary>The setting's name.</summary>
    public required string Setting { get; init; }

    /// <summary>Connections.</summary>
    public required int Count { get; init; }

    /// <summary>The aggregator after some connections came and went and all garbage was collected: its code is compiled by then.</summary>
    public required (ProcessUse Use, CollectorState Heap) Base { get; init; }

    /// <summary>After the measured time, garbage included.</summary>
    public required ProcessUse BeforeCollection { get; init; }

    /// <summary>After a full collection, all streams open.</summary>
    public required (ProcessUse Use, CollectorState Heap) Live { get; init; }

    /// <summary>Share of a core that the aggregator takes while nobody says a word.</summary>
    public required double IdleCores { get; init; }

    /// <summary>Messages a second.</summary>
    public required double MessagesPerSecond { get; init; }

    /// <summary>Messages left out because the one before was still under way.</summary>
    public required long Late { get; init; }

    /// <summary>Shares of a core, aggregator: user mode and kernel.</summary>
    public required (double User, double System) ServerCores { get; init; }

    /// <summary>Shares of a core, load generator.</summary>
    public required (double User, double System) LoadCores { get; init; }

    /// <summary>Milliseconds from sample to fleet.</summary>
    public required IReadOnlyList<double> Latencies { get; init; }

    /// <summary>Time to open all.</summary>
    public required TimeSpan Opening { get; init; }

    /// <summary>Live objects by type, the greatest first: name, bytes; empty where they were not asked for.</summary>
    public required IReadOnlyList<(string Type, long Count, long Bytes)> Types { get; init; }

    /// <summary>KiB a connection, native memory included, after a full collection.</summary>
    public double LiveKiB => (double)(Live.Use.ResidentKiB - Base.Use.ResidentKiB) / Count;

    /// <summary>The same, anonymous memory only.</summary>
    public double LiveAnonymousKiB => (double)(Live.Use.AnonymousKiB - Base.Use.AnonymousKiB) / Count;

    /// <summary>KiB a connection, garbage included.</summary>
    public double WithGarbageKiB => (double)(BeforeCollection.ResidentKiB - Base.Use.ResidentKiB) / Count;

    /// <summary>KiB of objects a connection.</summary>
    public double ManagedKiB => (Live.Heap.HeapBytes - Live.Heap.FragmentedBytes - (Base.Heap.HeapBytes - Base.Heap.FragmentedBytes)) / 1024.0 / Count;

    /// <summary>KiB a connection that are neither objects nor gaps between them: TLS, and what the C library keeps.</summary>
    public double NativeKiB => LiveAnonymousKiB - ((Live.Heap.CommittedBytes - Base.Heap.CommittedBytes) / 1024.0 / Count);

    /// <summary>KiB a connection that the C library has given out, touched or not.</summary>
    public double NativeAskedKiB =>
        (Live.Heap.NativeUsedBytes + Live.Heap.NativeMappedBytes - Base.Heap.NativeUsedBytes - Base.Heap.NativeMappedBytes) / 1024.0 / Count;

    /// <summary>Microseconds of the aggregator a message.</summary>
    public double ServerMicroseconds => (ServerCores.User + ServerCores.System) / MessagesPerSecond * 1e6;

    /// <summary>Microseconds of the load generator a message.</summary>
    public double LoadMicroseconds => (LoadCores.User + LoadCores.System) / MessagesPerSecond * 1e6;
}
