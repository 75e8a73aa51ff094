using System.Globalization;
using System.Runtime.InteropServices;

namespace Wva.Aggregator.Ingest;

/// <summary>
/// Keeps the native memory of a TLS connection to what is used of it. OpenSSL gives each connection two buffers that hold the longest record (16 KiB and some),
/// and an agent's records are a hundred bytes: on pages of their own, only the first page of each is ever in memory. From a common heap they would be pieces of pages that others have used.
/// </summary>
internal static partial class TlsBuffers
{
    /// <summary>What is as long as a record lies on pages of its own; bytes.</summary>
    public const int LeastOwnPagesBytes = 16 * 1024;

    private const int MmapThreshold = -3; // M_MMAP_THRESHOLD of malloc.h
    private const int MmapMax = -4; // M_MMAP_MAX
    private const string MapLimitFile = "/proc/sys/vm/max_map_count";
    private const int UsualMapLimit = 65_530;

    /// <summary>Whoever sets these for the process knows better.</summary>
    private static readonly string[] UserSettings = ["MALLOC_MMAP_THRESHOLD_", "MALLOC_MMAP_MAX_"];

    /// <summary>Tells the C library, once, before the first connection. With another one than glibc nothing is lost but the saving.</summary>
    /// <param name="environment">Names of the environment variables.</param>
    /// <returns>True where it is in force.</returns>
    public static bool UseOwnPages(IEnumerable<string> environment)
    {
        if (environment.Intersect(UserSettings, StringComparer.Ordinal).Any())
        {
            return false;
        }

        try
        {
            return SetAllocatorOption(MmapMax, MostOwnPages(MapLimit())) != 0 && SetAllocatorOption(MmapThreshold, LeastOwnPagesBytes) != 0;
        }
        catch (Exception error) when (error is DllNotFoundException or EntryPointNotFoundException or IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }

    /// <summary>Buffers that may lie on pages of their own; further ones come from the common heap.</summary>
    /// <param name="mapLimit">Areas of memory that the kernel lets a process have: past it nothing can be mapped, by nobody. Neighbours are one area, but after much coming and going few are.</param>
    public static int MostOwnPages(int mapLimit) => mapLimit / 4 * 3;

    private static int MapLimit() =>
        File.Exists(MapLimitFile) && int.TryParse(File.ReadAllText(MapLimitFile), NumberStyles.AllowTrailingWhite, CultureInfo.InvariantCulture, out var limit) ? limit : UsualMapLimit;

    [LibraryImport("libc", EntryPoint = "mallopt")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int SetAllocatorOption(int option, int value);
}
