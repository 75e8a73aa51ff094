using System.Globalization;

namespace Wva.AotSmoke.Tests;

/// <summary>A memory cgroup with a limit, of version 1 or 2: what Kubernetes puts a container into.</summary>
internal sealed class MemoryGroup : IDisposable
{
    private const string Root = "/sys/fs/cgroup";

    private readonly string _folder;
    private readonly bool _isFirst;

    private MemoryGroup(string folder, bool isFirst) => (_folder, _isFirst) = (folder, isFirst);

    /// <summary>What a process writes its id to, to be in the group.</summary>
    public string ProcessFile => Path.Combine(_folder, "cgroup.procs");

    /// <summary>Memory as Kubernetes counts it: all that is charged, less file pages that nobody has used of late, bytes.</summary>
    public long WorkingSetBytes => Number(_isFirst ? "memory.usage_in_bytes" : "memory.current") - Entry("memory.stat", _isFirst ? "total_inactive_file" : "inactive_file");

    /// <summary>Processes killed for the limit.</summary>
    public long Kills => Entry(_isFirst ? "memory.oom_control" : "memory.events", "oom_kill");

    /// <summary>Makes a group.</summary>
    /// <returns>The group; null where this machine lets nobody make one.</returns>
    public static MemoryGroup? TryMake(long limitBytes)
    {
        var isFirst = File.Exists(Path.Combine(Root, "memory/memory.limit_in_bytes"));
        var folder = Path.Combine(Root, isFirst ? "memory" : "", string.Create(CultureInfo.InvariantCulture, $"wva-test-{Environment.ProcessId}"));
        try
        {
            if (!isFirst)
            {
                File.WriteAllText(Path.Combine(Root, "cgroup.subtree_control"), "+memory");
            }

            Directory.CreateDirectory(folder);
            var group = new MemoryGroup(folder, isFirst);
            File.WriteAllText(Path.Combine(folder, isFirst ? "memory.limit_in_bytes" : "memory.max"), limitBytes.ToString(CultureInfo.InvariantCulture));
            _ = (group.WorkingSetBytes, group.Kills);
            return group;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    public void Dispose() => Directory.Delete(_folder);

    private long Number(string file) => long.Parse(File.ReadAllText(Path.Combine(_folder, file)), CultureInfo.InvariantCulture);

    private long Entry(string file, string name) => File.ReadAllLines(Path.Combine(_folder, file))
        .Select(line => line.Split(' '))
        .Where(parts => parts[0] == name)
        .Select(parts => long.Parse(parts[1], CultureInfo.InvariantCulture))
        .Single();
}
