using System.Globalization;

namespace Wva.Benchmarks.Footprint;

/// <summary>
/// A memory group of the kernel, version 1 or 2, for one program: its working set is what a kubelet would see, usage less the file pages that are not in active use.
/// </summary>
internal sealed class MemoryGroup : IDisposable
{
    private const string Unified = "/sys/fs/cgroup";
    private const string Memory = "/sys/fs/cgroup/memory";

    private readonly string _folder;
    private readonly bool _isUnified;

    private MemoryGroup(string folder, bool isUnified) => (_folder, _isUnified) = (folder, isUnified);

    /// <summary>Makes one; null where this machine does not let us.</summary>
    public static MemoryGroup? TryMake(string name)
    {
        var isUnified = File.Exists($"{Unified}/cgroup.controllers");
        var folder = Path.Combine(isUnified ? Unified : Memory, string.Create(CultureInfo.InvariantCulture, $"wva-benchmark-{Environment.ProcessId}-{name}"));
        try
        {
            if (!isUnified && !Directory.Exists(Memory))
            {
                return null;
            }

            Directory.CreateDirectory(folder);
            var group = new MemoryGroup(folder, isUnified);
            _ = group.WorkingSetKiB(); // the controller may not be there
            return group;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    /// <summary>
    /// A command to be put before a program and its arguments: joins the group, copies the program within it, and becomes the copy. So the pages of the program count as this group's own,
    /// as those of an image count for the container that reads it first.
    /// </summary>
    /// <param name="copy">Where the copy shall lie.</param>
    public string[] Launcher(string copy) =>
        ["/bin/sh", "-c", "echo $$ > '" + _folder + "/cgroup.procs' && cp \"$0\" '" + copy + "' && sync '" + copy + "' && exec '" + copy + "' \"$@\""];

    /// <summary>Usage less inactive file pages.</summary>
    /// <exception cref="IOException">The group is gone.</exception>
    public long WorkingSetKiB()
    {
        var usage = long.Parse(File.ReadAllText(Path.Combine(_folder, _isUnified ? "memory.current" : "memory.usage_in_bytes")), CultureInfo.InvariantCulture);
        return WorkingSetKiB(usage, File.ReadAllText(Path.Combine(_folder, "memory.stat")), _isUnified ? "inactive_file" : "total_inactive_file");
    }

    /// <summary>Usage less inactive file pages, out of the files' text.</summary>
    /// <exception cref="FormatException">The line is missing.</exception>
    public static long WorkingSetKiB(long usageBytes, string stat, string inactiveFile)
    {
        var line = stat.Split('\n').FirstOrDefault(line => line.StartsWith(inactiveFile + " ", StringComparison.Ordinal))
            ?? throw new FormatException($"memory.stat has no line '{inactiveFile} N'");
        return Math.Max(0, usageBytes - long.Parse(line[(inactiveFile.Length + 1)..], CultureInfo.InvariantCulture)) / 1024;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        try
        {
            Directory.Delete(_folder);
        }
        catch (IOException)
        {
            // Its process is not gone yet: an empty group is left, which costs nothing.
        }
    }
}
