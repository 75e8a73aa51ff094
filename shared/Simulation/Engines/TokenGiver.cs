namespace Wva.Simulation.Engines;

/// <summary>What the iterations of a run give to their sequences, told to the observer and counted for the page.</summary>
internal sealed class TokenGiver(Scheduler scheduler, EngineMeters meters, IReplicaObserver? observer)
{
    private readonly List<Sequence> _ended = [];
    private int _counted;

    /// <summary>Sequences that the last run ended; those that were aborted are among them.</summary>
    public List<Sequence> Ended => _ended;

    /// <summary>So many iterations of the run in flight have ended; what sequences that decode were given is counted.</summary>
    public void CountDecodes(in IterationRun run, int ended)
    {
        meters.CountDecodes(run, _counted, ended, scheduler.Prefilling.Count == 0);
        _counted = ended;
    }

    /// <summary>The run is over.</summary>
    public void EndRun(in IterationRun run)
    {
        CountDecodes(run, run.Iterations);
        _counted = 0;
        _ended.Clear();
        scheduler.End(run);
        meters.Preemptions += scheduler.Preempted;
        if (scheduler.Prefilling.Count > 0)
        {
            EndPrefills(run);
        }

        if (scheduler.HasEnded)
        {
            RemoveEnded(run.EndsAt);
        }
    }

    private void EndPrefills(in IterationRun run)
    {
        var (given, promptTokens) = (0, 0);
        foreach (var sequence in scheduler.Prefilling)
        {
            meters.CountQueries(sequence, run);
            if (sequence.IsAborted || sequence.Computed < sequence.TokensToCompute)
            {
                continue;
            }

            given++;
            promptTokens += GiveToken(sequence, run.EndsAt);
            scheduler.Given(sequence);
        }

        meters.CountPrefills(run.Decoding, given, promptTokens);
    }

    // The prompt tokens that vLLM counts with it: those computed for the first token; what a preemption made it compute again is not counted.
    private int GiveToken(Sequence sequence, double at)
    {
        if (!double.IsNaN(sequence.FirstTokenAt))
        {
            meters.ItlSeconds.Add(at - sequence.LastTokenAt);
            return 0;
        }

        sequence.FirstTokenAt = at;
        meters.CountFirstToken(sequence, at);
        observer?.FirstToken(sequence.Request, at);
        return sequence.Request.PromptTokens - sequence.CachedTokens;
    }

    private void RemoveEnded(double at)
    {
        scheduler.RemoveEnded(_ended);
        foreach (var sequence in _ended)
        {
            if (!sequence.IsAborted)
            {
                var finished = sequence.Finish(at);
                meters.CountFinished(finished, sequence.CachedTokens);
                observer?.Finished(finished);
            }
        }
    }
}
