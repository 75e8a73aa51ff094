namespace Wva.Fleet.Replicas;

/// <summary>Gives one object for all that are equal. Bounded: agents say what they like, and full of what nobody repeats it begins anew.</summary>
/// <typeparam name="T">Immutable.</typeparam>
internal sealed class SharedParts<T>(IEqualityComparer<T> comparer)
    where T : notnull
{
    /// <summary>Parts kept at most.</summary>
    public const int MaxParts = 1_024;

    private readonly HashSet<T> _parts = new(comparer);

    /// <summary>The part that came first of those equal to it.</summary>
    public T Of(T part)
    {
        if (_parts.TryGetValue(part, out var known))
        {
            return known;
        }

        if (_parts.Count == MaxParts)
        {
            _parts.Clear();
        }

        _parts.Add(part);
        return part;
    }
}
