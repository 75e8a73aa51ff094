using Microsoft.Diagnostics.Runtime;

namespace Wva.Benchmarks.Connections;

/// <summary>Objects of a process by type, read from outside while it stands still.</summary>
internal static class HeapTypes
{
    private const int Kept = 24;

    /// <summary>The types that take most, the greatest first.</summary>
    /// <exception cref="InvalidOperationException">The process may not be looked into, or is no .NET process.</exception>
    public static IReadOnlyList<(string Type, long Count, long Bytes)> Read(int processId)
    {
        using var target = DataTarget.AttachToProcess(processId, suspend: true);
        var access = Path.Combine(Path.GetDirectoryName(typeof(object).Assembly.Location)!, "libmscordaccore.so");
        using var runtime = (target.ClrVersions.FirstOrDefault() ?? throw new InvalidOperationException("no .NET process")).CreateRuntime(access, ignoreMismatch: true);
        var types = new Dictionary<string, (long Count, long Bytes)>(StringComparer.Ordinal);
        foreach (var item in runtime.Heap.EnumerateObjects().Where(item => item.IsValid && !item.IsFree))
        {
            var name = item.Type!.Name ?? "?";
            var (count, bytes) = types.GetValueOrDefault(name);
            types[name] = (count + 1, bytes + (long)item.Size);
        }

        return [.. types.OrderByDescending(entry => entry.Value.Bytes).Take(Kept).Select(entry => (entry.Key, entry.Value.Count, entry.Value.Bytes))];
    }
}
