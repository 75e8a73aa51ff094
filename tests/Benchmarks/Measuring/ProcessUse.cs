using System.Globalization;

namespace Wva.Benchmarks.Measuring;

/// <summary>What a process has used so far, by /proc; counters of the kernel, all threads, those that have ended included.</summary>
/// <param name="UserSeconds">Processor time in user mode, to 10 ms.</param>
/// <param name="SystemSeconds">Processor time in the kernel on its behalf, to 10 ms.</param>
/// <param name="ResidentKiB">Memory that is mapped and in RAM (VmRSS).</param>
/// <param name="AnonymousKiB">Of it, memory that is no file's (RssAnon).</param>
internal sealed record ProcessUse(double UserSeconds, double SystemSeconds, long ResidentKiB, long AnonymousKiB)
{
    // Linux gives times to user space in hundredths of a second, whatever its own tick is.
    private const double TicksPerSecond = 100;

    // Fields that follow the name, from 0: state is 0, utime 11, stime 12.
    private const int UserField = 11;
    private const int SystemField = 12;

    /// <summary>Both times.</summary>
    public double ProcessorSeconds => UserSeconds + SystemSeconds;

    /// <summary>Reads it.</summary>
    /// <exception cref="IOException">There is no such process.</exception>
    public static ProcessUse Read(int processId) =>
        Parse(File.ReadAllText($"/proc/{processId}/stat"), File.ReadAllText($"/proc/{processId}/status"));

    /// <summary>Reads it out of the two files' text.</summary>
    /// <exception cref="FormatException">A number is missing, as it is of a process that has ended and was not waited for.</exception>
    public static ProcessUse Parse(string stat, string status)
    {
        // The name stands in brackets and may hold anything, brackets included.
        var fields = stat[(stat.LastIndexOf(')') + 2)..].Split(' ');
        return new ProcessUse(
            long.Parse(fields[UserField], CultureInfo.InvariantCulture) / TicksPerSecond,
            long.Parse(fields[SystemField], CultureInfo.InvariantCulture) / TicksPerSecond,
            KiB(status, "VmRSS"),
            KiB(status, "RssAnon"));
    }

    private static long KiB(string status, string name)
    {
        foreach (var line in status.AsSpan().EnumerateLines())
        {
            if (line.StartsWith(name, StringComparison.Ordinal) && line[name.Length] == ':' && line.EndsWith(" kB", StringComparison.Ordinal))
            {
                return long.Parse(line[(name.Length + 1)..^3].Trim(), NumberStyles.None, CultureInfo.InvariantCulture);
            }
        }

        throw new FormatException($"the process's status has no line '{name}: N kB'");
    }
}
