namespace Wva.Simulation.Engines;

/// <summary>The blocks of a prefix that several sequences begin with.</summary>
/// <param name="Blocks">Blocks that its holders share.</param>
/// <param name="Holders">Sequences that hold them; without any they are free, and cached until they are taken.</param>
/// <param name="Lost">What is left of them where nobody holds them.</param>
internal readonly record struct SharedPrefix(int Blocks, int Holders, LostBlocks Lost);
