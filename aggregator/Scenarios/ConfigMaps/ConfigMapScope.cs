namespace Wva.Scenarios.ConfigMaps;

/// <summary>All entries of one kind: those of the system's namespace, and those of namespaces that have a ConfigMap of their own.</summary>
/// <typeparam name="T">An entry.</typeparam>
internal sealed class ConfigMapScope<T>
    where T : class
{
    private readonly List<T> _common = [];
    private readonly SortedDictionary<string, List<T>> _local = new(StringComparer.Ordinal);

    /// <summary>Takes a ConfigMap in; a namespace has one of its own even where nothing in it could be read.</summary>
    public void Add(string? home, IEnumerable<T> entries)
    {
        var list = _common;
        if (home is not null && !_local.TryGetValue(home, out list))
        {
            _local.Add(home, list = []);
        }

        list!.AddRange(entries);
    }

    /// <summary>Entries that count in a namespace: its own ConfigMap replaces the common one whole.</summary>
    /// <param name="space">The namespace; null for those that have none of their own.</param>
    public IReadOnlyList<T> Of(string? space) => space is not null && _local.TryGetValue(space, out var own) ? own : _common;
}
