using System.Globalization;

namespace Wva.Testing;

/// <summary>What /proc says of processes and their children.</summary>
public static class ProcessTree
{
    /// <summary>All processes below one, children's children included.</summary>
    public static IReadOnlyList<int> Below(int processId)
    {
        var parents = Directory.EnumerateDirectories("/proc")
            .Select(folder => int.TryParse(Path.GetFileName(folder), NumberStyles.None, CultureInfo.InvariantCulture, out var id) ? id : 0)
            .Where(id => id > 0)
            .Select(id => (Id: id, Stat: Stat(id)))
            .Where(entry => entry.Stat is not null)
            .ToLookup(entry => int.Parse(entry.Stat![1], CultureInfo.InvariantCulture), entry => entry.Id);
        var found = new List<int>(parents[processId]);
        for (var i = 0; i < found.Count; i++)
        {
            found.AddRange(parents[found[i]]);
        }

        return found;
    }

    /// <summary>Whether a process runs; one that has ended and was not waited for does not.</summary>
    public static bool Runs(int processId) => Stat(processId) is [not "Z", ..];

    /// <summary>The words of a process's command line; none where it is gone.</summary>
    public static string[] CommandLine(int processId)
    {
        try
        {
            return File.ReadAllText($"/proc/{processId}/cmdline").TrimEnd('\0').Split('\0');
        }
        catch (IOException)
        {
            return [];
        }
    }

    // State, parent, ...: what follows the name, which may hold anything, in brackets.
    private static string[]? Stat(int processId)
    {
        try
        {
            var text = File.ReadAllText($"/proc/{processId}/stat");
            return text[(text.LastIndexOf(')') + 2)..].Split(' ');
        }
        catch (IOException)
        {
            return null; // gone
        }
    }
}
