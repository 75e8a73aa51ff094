using System.Globalization;
using System.Net.Sockets;
using System.Text;

namespace Wva.Benchmarks.Connections;

/// <summary>A socket in the aggregator's process by which a full collection is asked for; whoever connects gets one, and what the collector holds after it.</summary>
internal static class CollectorControl
{
    /// <summary>Environment variable with the socket's path.</summary>
    public const string PathVariable = "WVA_BENCHMARK_CONTROL";

    /// <summary>In the process: listens, on a thread of its own.</summary>
    public static void Listen(string path)
    {
#pragma warning disable CA2000 // lives as long as the process
        var listener = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
#pragma warning restore CA2000
        listener.Bind(new UnixDomainSocketEndPoint(path));
        listener.Listen(1);
        new Thread(() => Serve(listener)) { IsBackground = true, Name = "benchmark control" }.Start();
    }

    /// <summary>From outside: collects, and says what is left.</summary>
    /// <exception cref="SocketException">The process is not there.</exception>
    public static async Task<CollectorState> CollectAsync(string path, CancellationToken stop)
    {
        using var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        await socket.ConnectAsync(new UnixDomainSocketEndPoint(path), stop);
        using var reader = new StreamReader(new NetworkStream(socket));
        var parts = (await reader.ReadToEndAsync(stop)).Split(' ').Select(part => long.Parse(part, CultureInfo.InvariantCulture)).ToArray();
        return new CollectorState(parts[0], parts[1], parts[2], parts[3], parts[4]);
    }

    private static void Serve(Socket listener)
    {
        while (true)
        {
            using var client = listener.Accept();
            Collect();
            var info = GC.GetGCMemoryInfo(GCKind.Any);
            var native = NativeHeap.Read();
            var answer = string.Create(
                CultureInfo.InvariantCulture,
                $"{info.HeapSizeBytes} {info.FragmentedBytes} {info.TotalCommittedBytes} {native.UsedBytes} {native.MappedBytes}");
            client.Send(Encoding.ASCII.GetBytes(answer));
        }
    }

    // Twice, for what finalizers let go of. Aggressive also gives the memory back, which otherwise takes minutes: what is measured is what lives.
    private static void Collect()
    {
        for (var i = 0; i < 2; i++)
        {
            GC.Collect(GC.MaxGeneration, GCCollectionMode.Aggressive, blocking: true, compacting: true);
            GC.WaitForPendingFinalizers();
        }
    }
}
