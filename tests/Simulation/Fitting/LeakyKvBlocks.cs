using Wva.Simulation.Engines;

namespace Wva.Simulation.Tests.Fitting;

/// <summary>A planted defect: blocks that are given back are lost.</summary>
internal sealed class LeakyKvBlocks(int usableBlocks, int blockTokens) : KvBlocks(usableBlocks, blockTokens)
{
    public override void Return(int blocks)
    {
        // Nothing is free again.
    }
}
