namespace Wva.Simulation.Engines;

/// <summary>
/// vLLM's scheduling: in every iteration first the running sequences in order, each of which may cost the last of them its blocks, then, where none had to go, the waiting ones as
/// long as tokens, sequences and blocks allow. Iterations of which nothing but their number differs are planned as one run.
/// </summary>
internal sealed class Scheduler(EngineParameters parameters, KvBlocks kv)
{
    private readonly EngineLimits _limits = parameters.Limits;
    private readonly EngineSpeed _speed = parameters.Speed;
    private readonly SequenceBlocks _blocks = new(kv, parameters.Limits.PrefixCaching);
    private readonly List<Sequence> _prefilling = [];
    private int _takenAtPlan;
    private bool _hasEnded;

    public Batch Batch { get; } = new(kv);

    public WaitingQueue Waiting { get; } = new();

    /// <summary>Iterations done.</summary>
    public long Tick { get; private set; }

    /// <summary>Sequences of the run of which prompt tokens are computed; such a run is one iteration.</summary>
    public List<Sequence> Prefilling => _prefilling;

    /// <summary>Sequences that were preempted for the run.</summary>
    public int Preempted { get; private set; }

    /// <summary>Whether there is a sequence in the batch that is done, or that nobody waits for any more.</summary>
    public bool HasEnded => _hasEnded || Batch.NextFinishTick < Tick;

    public bool HasWork => Batch.Count + Waiting.Count > 0;

    /// <summary>Plans the next run; one of no iterations where nothing that waits could ever be admitted.</summary>
    public IterationRun Plan(double startsAt)
    {
        _prefilling.Clear();
        Preempted = 0;
        ContinueRunning(startsAt);
        if (Preempted == 0 || Batch.Count == 0)
        {
            Admit(startsAt);
        }

        var prefillTokens = 0;
        foreach (var sequence in _prefilling)
        {
            prefillTokens += sequence.Chunk;
        }

        var sequences = Batch.Decoding + _prefilling.Count;
        return new IterationRun(
            startsAt,
            RunLength(sequences),
            Batch.Decoding,
            _speed.IterationSeconds(sequences, prefillTokens, Batch.ContextTokens),
            _speed.GrowthSeconds(Batch.Decoding));
    }

    /// <summary>Whether a sequence that came now could be in the next iteration; if not, it could be in none of the run either.</summary>
    public bool CouldAdmit(Sequence sequence) =>
        Waiting.Count == 0 && Batch.Count < _limits.MaxNumSeqs && _prefilling.Count == 0 && _blocks.Fits(sequence);

    /// <summary>Share of the blocks in use when the first so many iterations of a run have ended.</summary>
    public double KvCacheUsage(int iterations) =>
        (double)(kv.Usable - kv.Free + (iterations > 0 ? kv.Needed(Tick, iterations) - _takenAtPlan : 0)) / kv.Usable;

    /// <summary>The run is over: its tokens and blocks are counted.</summary>
    public void End(in IterationRun run)
    {
        kv.Take(kv.Needed(Tick, run.Iterations) - _takenAtPlan);
        _takenAtPlan = 0;
        Tick += run.Iterations;
        Batch.Grow((long)run.Iterations * run.Decoding);
        foreach (var sequence in _prefilling)
        {
            sequence.Computed += sequence.Chunk;
            Batch.Grow(sequence.Chunk);
        }
    }

    /// <summary>A sequence whose prefill is complete has been given a token; it decodes from now on, if it needs more.</summary>
    public void Given(Sequence sequence)
    {
        sequence.Produced++;
        if (sequence.Produced < sequence.OutputTokens)
        {
            Batch.BeginDecoding(sequence, Tick);
        }
        else
        {
            _hasEnded = true;
        }
    }

    /// <summary>A client has given up.</summary>
    public void Forget(Sequence sequence)
    {
        if (sequence.IsWaiting)
        {
            Waiting.Forget();
        }
        else
        {
            _hasEnded = true;
        }
    }

    /// <summary>Takes those out that have ended or are aborted, and frees their blocks.</summary>
    public void RemoveEnded(List<Sequence> removed)
    {
        _hasEnded = false;
        Batch.RemoveEnded(Tick, removed);
        foreach (var sequence in removed)
        {
            _blocks.Release(sequence);
        }
    }

    private int RunLength(int sequences) =>
        sequences == 0 ? 0
        : _prefilling.Count + Preempted > 0 ? 1
        : kv.IterationsThatFit(Tick, (int)Math.Min(int.MaxValue, Batch.NextFinishTick - Tick + 1), _takenAtPlan);

    private void ContinueRunning(double now)
    {
        var needed = kv.Needed(Tick, 1);
        var partial = Batch.Partial;
        var chunk = partial is null ? 0 : Chunk(partial);
        var partialNeeds = partial is null ? 0 : _blocks.Growth(partial, chunk);
        if (needed + partialNeeds > kv.Free)
        {
            ContinueOneByOne(now);
            return;
        }

        _takenAtPlan = needed;
        kv.Take(needed + partialNeeds);
        if (partial is not null)
        {
            Prefill(partial, chunk);
        }
    }

    private void ContinueOneByOne(double now)
    {
        _takenAtPlan = 0;
        for (var i = 0; i < Batch.Count; i++)
        {
            var sequence = Batch[i];
            var chunk = sequence.IsDecoding ? 0 : Chunk(sequence);
            var needed = sequence.IsDecoding
                ? (kv.IsTaken(sequence.BlockPhase(kv.BlockTokens), Tick) ? 1 : 0)
                : _blocks.Growth(sequence, chunk);
            while (needed > kv.Free && i < Batch.Count)
            {
                Preempt(now);
            }

            if (i < Batch.Count)
            {
                kv.Take(needed);
                _takenAtPlan += sequence.IsDecoding ? needed : 0;
                if (!sequence.IsDecoding)
                {
                    Prefill(sequence, chunk);
                }
            }
        }
    }

    private void Preempt(double now)
    {
        // One that did not decode was given no token just now: it lost its blocks before, and had not computed them all again.
        var wasGivenToken = Batch[Batch.Count - 1].IsDecoding;
        var sequence = Batch.RemoveLast(Tick);
        _blocks.Lose(sequence);
        sequence.LastTokenAt = wasGivenToken ? now : sequence.LastTokenAt;
        sequence.Preemptions++;
        Waiting.AddFirst(sequence);
        Preempted++;
    }

    private void Admit(double now)
    {
        var budget = _limits.MaxBatchedTokens - Batch.Decoding - (_prefilling.Count > 0 ? _prefilling[0].Chunk : 0);
        while (budget > 0 && Batch.Count < _limits.MaxNumSeqs && Waiting.TryPeek(out var sequence))
        {
            if (!_blocks.Fits(sequence))
            {
                return;
            }

            Waiting.RemoveFirst();
            var cached = _blocks.Cached(sequence);
            var chunk = Math.Min(budget, sequence.TokensToCompute - (cached * kv.BlockTokens));
            _blocks.Hold(sequence, cached, chunk);
            if (double.IsNaN(sequence.ScheduledAt))
            {
                (sequence.ScheduledAt, sequence.CachedTokens) = (now, sequence.Computed);
            }

            Batch.Add(sequence);
            Prefill(sequence, chunk);
            budget -= chunk;
        }
    }

    private void Prefill(Sequence sequence, int chunk)
    {
        sequence.Chunk = chunk;
        _prefilling.Add(sequence);
    }

    private int Chunk(Sequence sequence) => Math.Min(sequence.TokensToCompute - sequence.Computed, _limits.MaxBatchedTokens - Batch.Decoding);
}
