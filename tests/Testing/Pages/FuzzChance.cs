namespace Wva.Testing.Pages;

/// <summary>Chance that is the same for the same seed and index on every machine (SplitMix64), so that any case of a run can be made again by itself.</summary>
/// <param name="seed">Seed of the run.</param>
/// <param name="index">Index of the case.</param>
public sealed class FuzzChance(ulong seed, long index)
{
    private ulong _state = unchecked(Mix(seed + 0x9E3779B97F4A7C15) ^ Mix((ulong)index * 0xD1342543DE82EF95));

    /// <summary>A number from 0 to below the bound.</summary>
    public int Below(int bound) => (int)(Next() % (ulong)bound);

    /// <summary>A number from 1 to the bound, small ones as often as large ones: each power of two alike.</summary>
    public int UpTo(int bound) => 1 + Below(Math.Min(bound, 1 << Below(1 + (int)Math.Ceiling(Math.Log2(bound)))));

    /// <summary>One of several.</summary>
    public T OneOf<T>(IReadOnlyList<T> several) => several[Below(several.Count)];

    private static ulong Mix(ulong z)
    {
        unchecked
        {
            z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
            z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
            return z ^ (z >> 31);
        }
    }

    private ulong Next() => Mix(unchecked(_state += 0x9E3779B97F4A7C15));
}
