using System.Collections.Immutable;

namespace Wva.Fleet.Replicas;

/// <summary>Arrays are equal where their entries are, one by one.</summary>
internal sealed class SequenceComparer<T> : IEqualityComparer<ImmutableArray<T>>
    where T : IEquatable<T>
{
    public static SequenceComparer<T> Instance { get; } = new();

    public bool Equals(ImmutableArray<T> x, ImmutableArray<T> y) => x.AsSpan().SequenceEqual(y.AsSpan());

    public int GetHashCode(ImmutableArray<T> array)
    {
        var hash = default(HashCode);
        foreach (var entry in array.AsSpan())
        {
            hash.Add(entry);
        }

        return hash.ToHashCode();
    }
}
