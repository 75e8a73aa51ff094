using Wva.Agent.Options;

namespace Wva.Agent.Scrape;

/// <summary>
/// What aggregators ask for. A request stands as long as its stream; of several the faster one wins for each period, so that no replica
/// is starved by another. Without any, the options' periods are in force.
/// </summary>
internal sealed class CadenceRequests(AgentOptions options, TimeProvider time) : IDisposable
{
    private readonly Lock _lock = new();
    private readonly Dictionary<object, Cadence> _requests = [];

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
                var asked = false;
                foreach (var request in _requests.Values)
                {
                    fastest = asked ? new Cadence(Smaller(fastest.Sample, request.Sample), Smaller(fastest.Fast, request.Fast)) : request;
                    asked = true;
                }

                return fastest;
            }
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
        }

        Changed.Ring();
        return true;
    }

    /// <summary>Forgets a stream's request, where it has made one.</summary>
    public void Remove(object stream)
    {
        bool removed;
        lock (_lock)
        {
            removed = _requests.Remove(stream);
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
