namespace Wva.Simulation.Engines;

/// <summary>Blocks that were given back, free but still cached: they lie at the end of the free queue, the first block behind the last, and go as that queue is used up.</summary>
/// <param name="Blocks">How many of them are full, and so can be found again.</param>
/// <param name="SafeTakes">Count of takes (<see cref="KvBlocks.Takes"/>) up to which all of them are there.</param>
internal readonly record struct LostBlocks(int Blocks, long SafeTakes)
{
    /// <summary>How many are still there, from the beginning on.</summary>
    /// <param name="takes">Takes by now.</param>
    public int Surviving(long takes) => (int)Math.Clamp(Blocks - (takes - SafeTakes), 0, Blocks);
}
