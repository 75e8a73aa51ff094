namespace Wva.Simulation.Engines;

/// <summary>The running sequences in the order in which they were admitted; at most the last of them has not all of its prompt computed.</summary>
internal sealed class Batch(KvBlocks kv)
{
    private const long Never = long.MaxValue;

    private readonly List<Sequence> _sequences = [];

    public int Count => _sequences.Count;

    public Sequence this[int index] => _sequences[index];

    /// <summary>How many of them decode.</summary>
    public int Decoding { get; private set; }

    /// <summary>Their tokens in the KV cache.</summary>
    public long ContextTokens { get; private set; }

    /// <summary>The iteration at whose end the next of them has all its tokens.</summary>
    public long NextFinishTick { get; private set; } = Never;

    /// <summary>The one whose prompt is computed in part; null where there is none.</summary>
    public Sequence? Partial => Count > 0 && !_sequences[^1].IsDecoding ? _sequences[^1] : null;

    public void Add(Sequence sequence)
    {
        _sequences.Add(sequence);
        ContextTokens += sequence.Computed;
    }

    /// <summary>A sequence of the batch has its prompt computed, and decodes from this iteration on.</summary>
    public void BeginDecoding(Sequence sequence, long tick)
    {
        sequence.BeginDecoding(tick);
        kv.AddTaker(sequence.BlockPhase(kv.BlockTokens));
        Decoding++;
        NextFinishTick = Math.Min(NextFinishTick, sequence.FinishTick);
    }

    /// <summary>So many tokens have been computed.</summary>
    public void Grow(long tokens) => ContextTokens += tokens;

    /// <summary>Takes the last one out, its tokens fixed.</summary>
    public Sequence RemoveLast(long tick)
    {
        var sequence = _sequences[^1];
        _sequences.RemoveAt(_sequences.Count - 1);
        Leave(sequence, tick);
        FindNextFinish();
        return sequence;
    }

    /// <summary>Takes out those that have all their tokens or are aborted, in order, their tokens fixed.</summary>
    /// <param name="tick">Iterations done.</param>
    /// <param name="removed">Where they go.</param>
    public void RemoveEnded(long tick, List<Sequence> removed)
    {
        var kept = 0;
        NextFinishTick = Never;
        for (var i = 0; i < _sequences.Count; i++)
        {
            var sequence = _sequences[i];
            if (sequence.IsAborted || (sequence.IsDecoding ? sequence.FinishTick < tick : sequence.Produced == sequence.OutputTokens))
            {
                Leave(sequence, tick);
                removed.Add(sequence);
                continue;
            }

            NextFinishTick = sequence.IsDecoding ? Math.Min(NextFinishTick, sequence.FinishTick) : NextFinishTick;
            _sequences[kept++] = sequence;
        }

        _sequences.RemoveRange(kept, _sequences.Count - kept);
    }

    private void Leave(Sequence sequence, long tick)
    {
        if (sequence.IsDecoding)
        {
            kv.RemoveTaker(sequence.BlockPhase(kv.BlockTokens));
            Decoding--;
        }

        sequence.CeaseDecoding(tick);
        ContextTokens -= sequence.Computed;
    }

    private void FindNextFinish()
    {
        NextFinishTick = Never;
        foreach (var sequence in _sequences)
        {
            NextFinishTick = sequence.IsDecoding ? Math.Min(NextFinishTick, sequence.FinishTick) : NextFinishTick;
        }
    }
}
