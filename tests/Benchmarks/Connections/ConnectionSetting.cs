namespace Wva.Benchmarks.Connections;

/// <summary>One way to run the aggregator.</summary>
/// <param name="Name">What a row calls it.</param>
/// <param name="Environment">Variables for the runtime or the C library, <c>NAME=VALUE</c>. Numbers of the runtime are hexadecimal.</param>
/// <param name="Tuning">What <see cref="KestrelTuning"/> changes before the server starts.</param>
internal sealed record ConnectionSetting(string Name, IReadOnlyList<string> Environment, string Tuning = "")
{
    /// <summary>The aggregator as it is published.</summary>
    public static ConnectionSetting Shipped { get; } = new("as shipped", []);

    /// <summary>What is compared: as shipped first, then what the shipped one replaced, then one change each that was tried.</summary>
    public static IReadOnlyList<ConnectionSetting> All { get; } =
    [
        Shipped,
        new("TLS buffers from the common heap, as before (MALLOC_MMAP_THRESHOLD_=131072)", ["MALLOC_MMAP_THRESHOLD_=131072"]),
        new("MALLOC_ARENA_MAX=1", ["MALLOC_ARENA_MAX=1"]),
        new("DOTNET_GCConserveMemory=5", ["DOTNET_GCConserveMemory=5"]),
        new("DOTNET_GCgen0size=400000 (4 MiB)", ["DOTNET_GCgen0size=400000"]),
        new("DOTNET_gcConcurrent=0", ["DOTNET_gcConcurrent=0"]),
        new("HTTP/2 windows of 64 KiB, no header table", [], "window=65535;headertable=0"),
        new("sockets: completions inline", [], "inline"),
        new("DOTNET_gcServer=1", ["DOTNET_gcServer=1"]),
        new("DOTNET_TieredPGO=0", ["DOTNET_TieredPGO=0"]),
    ];
}
