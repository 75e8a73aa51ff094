namespace Wva.Simulation.Engines;

/// <summary>
/// The paged KV cache: how many blocks are free, and how many the sequences that decode will take in which iteration. A sequence takes one every <c>block size</c> iterations,
/// so the demand repeats itself and any number of iterations is one sum.
/// </summary>
internal class KvBlocks(int usableBlocks, int blockTokens)
{
    private readonly int[] _takersByPhase = new int[blockTokens];
    private readonly Dictionary<int, SharedPrefix> _prefixes = [];
    private int _takers;

    /// <summary>Blocks that sequences can have.</summary>
    public int Usable { get; } = usableBlocks;

    /// <summary>Tokens that a block holds.</summary>
    public int BlockTokens => blockTokens;

    public int Free { get; private set; } = usableBlocks;

    /// <summary>Blocks taken off the free queue so far.</summary>
    public long Takes { get; private set; }

    /// <summary>Blocks that so many tokens lie in.</summary>
    public int BlocksOf(int tokens) => (tokens + blockTokens - 1) / blockTokens;

    /// <summary>Takes free blocks; there must be as many.</summary>
    public void Take(int blocks)
    {
        Free -= blocks;
        Takes += blocks;
    }

    /// <summary>Takes blocks that are free and hold what is wanted: nothing is evicted for them.</summary>
    public void TakeCached(int blocks) => Free -= blocks;

    /// <summary>Gives blocks back.</summary>
    public virtual void Return(int blocks) => Free += blocks;

    /// <summary>Blocks of a shared prefix that somebody holds, so that another holder costs none.</summary>
    public int SharedBlocks(int prefix) => _prefixes.TryGetValue(prefix, out var shared) && shared.Holders > 0 ? shared.Blocks : 0;

    /// <summary>Blocks of a shared prefix that are cached, held by somebody or not.</summary>
    public int FoundBlocks(int prefix) =>
        !_prefixes.TryGetValue(prefix, out var shared) ? 0
        : shared.Holders > 0 ? shared.Blocks
        : shared.Lost.Surviving(Takes);

    /// <summary>One holder more of a shared prefix; the first takes its blocks.</summary>
    /// <param name="prefix">Its number.</param>
    /// <param name="blocks">Blocks of it that the holder has in its prompt.</param>
    /// <returns>Blocks that are shared.</returns>
    public int Share(int prefix, int blocks)
    {
        if (SharedBlocks(prefix) == 0)
        {
            var found = Math.Min(blocks, FoundBlocks(prefix));
            TakeCached(found);
            Take(blocks - found);
            _prefixes[prefix] = new SharedPrefix(blocks, Holders: 1, default);
            return blocks;
        }

        var shared = _prefixes[prefix];
        _prefixes[prefix] = shared with { Holders = shared.Holders + 1 };
        return Math.Min(blocks, shared.Blocks);
    }

    /// <summary>One holder less; the last gives the blocks back.</summary>
    public void Unshare(int prefix)
    {
        var shared = _prefixes[prefix];
        var isLast = shared.Holders == 1;
        _prefixes[prefix] = shared with { Holders = shared.Holders - 1, Lost = isLast ? Losing(shared.Blocks, shared.Blocks) : default };
        if (isLast)
        {
            Return(shared.Blocks);
        }
    }

    /// <summary>What there is to be found again of blocks that are about to be given back.</summary>
    /// <param name="blocks">How many.</param>
    /// <param name="full">How many of them hold as many tokens as they can.</param>
    public LostBlocks Losing(int blocks, int full) => new(full, Takes + Free + blocks - full);

    /// <summary>A sequence begins to take a block in every iteration of this phase.</summary>
    public void AddTaker(int phase)
    {
        _takersByPhase[phase]++;
        _takers++;
    }

    /// <summary>A sequence ceases to.</summary>
    public void RemoveTaker(int phase)
    {
        _takersByPhase[phase]--;
        _takers--;
    }

    /// <summary>Whether a sequence of this phase takes a block in an iteration.</summary>
    public bool IsTaken(int phase, long tick) => tick % blockTokens == phase;

    /// <summary>Blocks that the sequences that decode take in so many iterations.</summary>
    /// <param name="tick">Number of the first iteration.</param>
    /// <param name="iterations">How many.</param>
    public int Needed(long tick, int iterations)
    {
        var needed = iterations / blockTokens * _takers;
        var phase = (int)(tick % blockTokens);
        for (var left = iterations % blockTokens; left > 0; left--)
        {
            needed += _takersByPhase[phase];
            phase = phase + 1 == blockTokens ? 0 : phase + 1;
        }

        return needed;
    }

    /// <summary>How many iterations the free blocks last for.</summary>
    /// <param name="tick">Number of the first iteration.</param>
    /// <param name="most">No more than these are asked for.</param>
    /// <param name="taken">Blocks of the first iteration that are taken already.</param>
    public int IterationsThatFit(long tick, int most, int taken)
    {
        if (_takers == 0)
        {
            return most;
        }

        var free = Free + taken;
        var rounds = Math.Min(free / _takers, most / blockTokens);
        var iterations = rounds * blockTokens;
        free -= rounds * _takers;
        var phase = (int)(tick % blockTokens);
        while (iterations < most && _takersByPhase[phase] <= free)
        {
            free -= _takersByPhase[phase];
            phase = phase + 1 == blockTokens ? 0 : phase + 1;
            iterations++;
        }

        return iterations;
    }
}
