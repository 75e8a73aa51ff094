using Wva.Simulation.Engines;

namespace Wva.Simulation.Tests.Engines;

/// <summary>The same engine, one iteration and one token at a time, straight down vLLM's schedule: slow, and short enough to be believed. Without prefix cache.</summary>
internal sealed class NaiveEngine(EngineParameters parameters)
{
    private readonly EngineLimits _limits = parameters.Limits;
    private readonly List<State> _running = [];
    private readonly LinkedList<State> _waiting = [];
    private readonly Dictionary<State, int> _scheduled = [];
    private long _generated;
    private int _freeBlocks = parameters.Limits.UsableBlocks;

    public List<State> Finished { get; } = [];

    /// <summary>What the page shows at the end of each iteration.</summary>
    public List<NaivePage> Pages { get; } = [];

    public void Run(Arrival[] load)
    {
        var (now, next) = (0.0, 0);
        while (next < load.Length || _running.Count + _waiting.Count > 0)
        {
            if (_running.Count + _waiting.Count == 0)
            {
                now = Math.Max(now, load[next].AtSeconds);
            }

            for (; next < load.Length && load[next].AtSeconds <= now; next++)
            {
                _waiting.AddLast(new State(load[next], Math.Min(load[next].Request.OutputTokens, _limits.SequenceTokens - load[next].Request.PromptTokens)));
            }

            now += Step(now);
            GiveTokens(now);
        }
    }

    private double Step(double now)
    {
        _scheduled.Clear();
        var budget = _limits.MaxBatchedTokens;
        if (!ContinueRunning(ref budget))
        {
            Admit(now, ref budget);
        }

        var prefill = _scheduled.Where(entry => entry.Key.IsPrefilling).Sum(entry => entry.Value);
        return parameters.Speed.IterationSeconds(_scheduled.Count, prefill, _running.Sum(state => (long)state.Computed));
    }

    private bool ContinueRunning(ref int budget)
    {
        var preempted = false;
        for (var i = 0; i < _running.Count; i++)
        {
            var state = _running[i];
            var tokens = Math.Min(state.Total - state.Computed, budget);
            while (i < _running.Count && Blocks(state.Computed + tokens) - Blocks(state.Computed) > _freeBlocks)
            {
                var victim = _running[^1];
                _running.RemoveAt(_running.Count - 1);
                _freeBlocks += Blocks(victim.Computed);
                victim.Preempt();
                _waiting.AddFirst(victim);
                preempted = true;
            }

            if (i < _running.Count)
            {
                Schedule(state, tokens);
                budget -= tokens;
            }
        }

        return preempted;
    }

    private void Admit(double now, ref int budget)
    {
        while (budget > 0 && _running.Count < _limits.MaxNumSeqs && _waiting.First is { Value: var state } && Blocks(state.Total) <= _freeBlocks)
        {
            _waiting.RemoveFirst();
            _running.Add(state);
            state.ScheduledAt ??= now;
            var tokens = Math.Min(state.Total, budget);
            state.IsPrefilling = true;
            Schedule(state, tokens);
            budget -= tokens;
        }
    }

    private void Schedule(State state, int tokens)
    {
        _freeBlocks -= Blocks(state.Computed + tokens) - Blocks(state.Computed);
        _scheduled.Add(state, tokens);
    }

    private void GiveTokens(double now)
    {
        foreach (var (state, tokens) in _scheduled)
        {
            state.Computed += tokens;
            if (state.Computed == state.Total)
            {
                state.IsPrefilling = false;
                state.Produced++;
                _generated++;
                state.FirstTokenAt ??= now;
            }
        }

        foreach (var state in _running.Where(state => state.Produced == state.Output).ToArray())
        {
            _running.Remove(state);
            _freeBlocks += Blocks(state.Computed);
            state.FinishedAt = now;
            Finished.Add(state);
        }

        var kvCacheUsage = (double)(_limits.UsableBlocks - _freeBlocks) / _limits.UsableBlocks;
        Pages.Add(new NaivePage(now, new EngineGauges(_running.Count, _waiting.Count, kvCacheUsage), _generated));
    }

    private int Blocks(int tokens) => (tokens + _limits.BlockTokens - 1) / _limits.BlockTokens;

    internal sealed class State(Arrival arrival, int output)
    {
        public long Id { get; } = arrival.Request.Id;

        public int Output { get; } = output;

        public int Total => arrival.Request.PromptTokens + Produced;

        public int Computed { get; set; }

        public int Produced { get; set; }

        public int Preemptions { get; private set; }

        public bool IsPrefilling { get; set; }

        public double? ScheduledAt { get; set; }

        public double? FirstTokenAt { get; set; }

        public double FinishedAt { get; set; }

        public void Preempt()
        {
            Computed = 0;
            Preemptions++;
            IsPrefilling = false;
        }
    }
}
