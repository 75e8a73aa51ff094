using System.Runtime.InteropServices;

namespace Wva.Agent;

/// <summary>What the process does to stay small beside an engine that wants the memory itself. README, "Budget", has the numbers.</summary>
internal static partial class ProcessMemory
{
    private const int ArenaMax = -8; // M_ARENA_MAX of malloc.h

    /// <summary>How often memory that start-up or reconnecting left behind is given back.</summary>
    private static readonly TimeSpan GiveBackPeriod = TimeSpan.FromMinutes(10);

    /// <summary>Start-up is over by then, its garbage is not.</summary>
    private static readonly TimeSpan FirstGiveBack = TimeSpan.FromSeconds(10);

    /// <summary>Keeps malloc to one arena: by default each thread that meets a lock makes another, and none gives its pages back. TLS buffers are all that lives there.</summary>
    public static void UseOneArena() => IfThere(static () => SetAllocatorOption(ArenaMax, 1));

    /// <summary>Gives memory back from time to time, until told to stop: a collection of a heap of 1 MiB takes about a millisecond.</summary>
    /// <exception cref="OperationCanceledException">Told to stop.</exception>
    public static async Task GiveBackAsync(TimeProvider time, CancellationToken stopping)
    {
        for (var wait = FirstGiveBack; ; wait = GiveBackPeriod)
        {
            await Task.Delay(wait, time, stopping);
            GC.Collect(GC.MaxGeneration, GCCollectionMode.Aggressive, blocking: true, compacting: true);
            IfThere(static () => TrimHeap(0));
        }
    }

    private static void IfThere(Func<int> call)
    {
        try
        {
            _ = call();
        }
        catch (Exception exception) when (exception is DllNotFoundException or EntryPointNotFoundException)
        {
            // Another C library: nothing is lost but the saving.
        }
    }

    [LibraryImport("libc", EntryPoint = "mallopt")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int SetAllocatorOption(int option, int value);

    [LibraryImport("libc", EntryPoint = "malloc_trim")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int TrimHeap(nuint keep);
}
