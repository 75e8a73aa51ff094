namespace Wva.Simulation.Engines;

/// <summary>Which blocks a sequence finds, needs, holds and gives back.</summary>
internal sealed class SequenceBlocks(KvBlocks kv, bool prefixCaching)
{
    /// <summary>Blocks at its beginning that are found in the prefix cache; the last token is always computed, for the next one comes of it.</summary>
    public int Cached(Sequence sequence)
    {
        if (!prefixCaching)
        {
            return 0;
        }

        var shareable = Shareable(sequence);
        var prefix = shareable > 0 ? Math.Min(shareable, kv.FoundBlocks(sequence.Request.SharedPrefix)) : sequence.Request.CachedTokens / kv.BlockTokens;

        // Its own lost blocks are of use only behind a whole prefix.
        var lost = sequence.Preemptions > 0 && prefix >= shareable ? sequence.Lost.Surviving(kv.Takes) : 0;
        return Math.Min(Math.Max(prefix, lost), Findable(sequence));
    }

    /// <summary>Whether all of its tokens find room, or it would be admitted only to be preempted. Blocks of its prefix that another one holds cost nothing.</summary>
    public bool Fits(Sequence sequence) =>
        kv.BlocksOf(sequence.TokensToCompute) - Math.Min(Shareable(sequence), kv.SharedBlocks(sequence.Request.SharedPrefix)) <= kv.Free;

    /// <summary>It takes what is cached of it, and what its first tokens to be computed need.</summary>
    /// <param name="sequence">The sequence.</param>
    /// <param name="cached">What <see cref="Cached"/> says.</param>
    /// <param name="chunk">Tokens to be computed first.</param>
    public void Hold(Sequence sequence, int cached, int chunk)
    {
        var shareable = Shareable(sequence);
        sequence.SharedBlocks = shareable > 0 ? kv.Share(sequence.Request.SharedPrefix, shareable) : 0;
        sequence.Computed = cached * kv.BlockTokens;
        kv.TakeCached(Math.Max(0, cached - sequence.SharedBlocks));
        kv.Take(Growth(sequence, chunk));
    }

    /// <summary>Blocks that so many further tokens need, beyond those that it holds.</summary>
    public int Growth(Sequence sequence, int tokens) =>
        Math.Max(0, kv.BlocksOf(sequence.Computed + tokens) - Math.Max(kv.BlocksOf(sequence.Computed), sequence.SharedBlocks));

    /// <summary>It gives back all its blocks.</summary>
    public void Release(Sequence sequence)
    {
        kv.Return(Math.Max(0, kv.BlocksOf(sequence.Computed) - sequence.SharedBlocks));
        if (sequence.SharedBlocks > 0)
        {
            kv.Unshare(sequence.Request.SharedPrefix);
            sequence.SharedBlocks = 0;
        }
    }

    /// <summary>It loses all its blocks, some of which it may find again.</summary>
    public void Lose(Sequence sequence)
    {
        sequence.Lost = kv.Losing(kv.BlocksOf(sequence.Computed), sequence.Computed / kv.BlockTokens);
        Release(sequence);
        sequence.Computed = 0;
    }

    private int Findable(Sequence sequence) => (sequence.TokensToCompute - 1) / kv.BlockTokens;

    private int Shareable(Sequence sequence) =>
        prefixCaching && sequence.Request.SharedPrefix > 0 ? Math.Min(sequence.Request.CachedTokens / kv.BlockTokens, Findable(sequence)) : 0;
}
