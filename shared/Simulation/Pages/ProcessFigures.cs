using System.Diagnostics;
using System.Globalization;

namespace Wva.Simulation.Pages;

/// <summary>What a page says of the process that serves it.</summary>
/// <param name="VirtualMemoryBytes">Its virtual memory.</param>
/// <param name="ResidentMemoryBytes">Its resident memory.</param>
/// <param name="CpuSeconds">CPU time that it has used.</param>
/// <param name="OpenFiles">Its open file descriptors.</param>
/// <param name="MaxFiles">Most that it may open.</param>
/// <param name="YoungCollections">Collections of the youngest generation.</param>
/// <param name="MiddleCollections">Collections of the middle generation.</param>
/// <param name="OldCollections">Collections of the oldest generation.</param>
public sealed record ProcessFigures(
    long VirtualMemoryBytes,
    long ResidentMemoryBytes,
    double CpuSeconds,
    int OpenFiles,
    int MaxFiles,
    int YoungCollections,
    int MiddleCollections,
    int OldCollections)
{
    private const string OpenFilesFolder = "/proc/self/fd";
    private const string LimitsFile = "/proc/self/limits";

    private static readonly int FileLimit = ReadFileLimit();

    /// <summary>Reads those of this process; files are 0 where the system does not say.</summary>
    public static ProcessFigures Read()
    {
        using var process = Process.GetCurrentProcess();
        return new ProcessFigures(
            process.VirtualMemorySize64,
            process.WorkingSet64,
            process.TotalProcessorTime.TotalSeconds,
            Directory.Exists(OpenFilesFolder) ? Directory.EnumerateFileSystemEntries(OpenFilesFolder).Count() : 0,
            FileLimit,
            GC.CollectionCount(0),
            GC.CollectionCount(1),
            GC.CollectionCount(2));
    }

    private static int ReadFileLimit()
    {
        const int SoftLimitColumn = 3;
        var line = File.Exists(LimitsFile) ? File.ReadLines(LimitsFile).FirstOrDefault(static line => line.StartsWith("Max open files", StringComparison.Ordinal)) : null;
        var words = line?.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        return words?.Length > SoftLimitColumn && int.TryParse(words[SoftLimitColumn], CultureInfo.InvariantCulture, out var limit) ? limit : 0;
    }
}
