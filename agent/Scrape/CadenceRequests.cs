using Wva.Agent.Options;

namespace Wva.Agent.Scrape;

/// <summary>
/// What aggregators ask for. A request stands as long as its stream; of several the faster one wins for each period, so that no replica
/// is starved by another: a stream that asks for nothing expects the options' periods. Without any stream they are in force.
/// </summary>
internal sealed class CadenceRequests(AgentOptions options, TimeProvider time) : IDisposable
{
    private readonly Lock _lock = new();
    private readonly Dictionary<object, Cadence> _requests = [];
    private readonly HashSet<object> _withoutRequest = [];

    /// <summary>Rung after each change; the scrape loop waits on it.</summary>
    public Alarm Changed { get; } = new(time);

    /// <summary>Periods in force.</summary>
    public Cadence InForce
    {
        get
        {
            lock (_lock)
            {
                var fastest = new Cadence(options.SamplePeriod, options.FastPeriod);
                var asked = _withoutRequest.Count > 0;
                foreach (var request in _requests.Values)
                {
                    fastest = asked ? new Cadence(Smaller(fastest.Sample, request.Sample), Smaller(fastest.Fast, request.Fast)) : request;
                    asked = true;
                }

                return fastest;
            }
        }
    }

    /// <summary>Requests in force.</summary>
    public int Count
    {
        get
        {
            lock (_lock)
            {
                return _requests.Count;
            }
        }
    }

    /// <summary>A stream is accepted, and has asked for nothing yet.</summary>
    public void Open(object stream)
    {
        bool counts;
        lock (_lock)
        {
            counts = !_requests.ContainsKey(stream) && _withoutRequest.Add(stream) && _requests.Count > 0;
        }

        if (counts)
        {
            Changed.Ring();
        }
    }

    /// <summary>Takes a request; it replaces the stream's earlier one.</summary>
    /// <param name="stream">The stream it came by.</param>
    /// <param name="sample">Period asked for; brought within 50 ms and 60 s.</param>
    /// <param name="fast">Period asked for under load; null leaves that to the options.</param>
    /// <returns>False where the stream had asked for the same before.</returns>
    public bool Set(object stream, TimeSpan sample, TimeSpan? fast)
    {
        var asked = new Cadence(Bounded(sample), Bounded(fast ?? options.FastPeriod));
        lock (_lock)
        {
            if (_requests.TryGetValue(stream, out var before) && before == asked)
            {
                return false;
            }

            _requests[stream] = asked;
            _withoutRequest.Remove(stream);
        }

        Changed.Ring();
        return true;
    }

    /// <summary>Forgets a stream that is over, and its request.</summary>
    public void Remove(object stream)
    {
        bool removed;
        lock (_lock)
        {
            removed = _requests.Remove(stream) | _withoutRequest.Remove(stream);
        }

        if (removed)
        {
            Changed.Ring();
        }
    }

    /// <inheritdoc/>
    public void Dispose() => Changed.Dispose();

    private static TimeSpan Smaller(TimeSpan one, TimeSpan other) => one < other ? one : other;

    private static TimeSpan Bounded(TimeSpan asked) =>
        TimeSpan.FromTicks(Math.Clamp(asked.Ticks, AgentOptions.MinPeriod.Ticks, AgentOptions.MaxPeriod.Ticks));
}
