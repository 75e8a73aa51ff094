using Microsoft.Extensions.Logging;
using Wva.Agent.Options;

namespace Wva.Agent.Stream;

/// <summary>All aggregator replicas that the options lead to: names resolved every 30 s and when a stream breaks, files looked at each second.</summary>
internal sealed class AddressBook : IDisposable
{
    private static readonly TimeSpan LookPeriod = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan MinPause = TimeSpan.FromMilliseconds(200);

    private static readonly TimeSpan LookPatience = TimeSpan.FromSeconds(5);

    private readonly AddressSource[] _sources;
    private readonly Task[] _looks;
    private readonly bool[] _due;
    private readonly TimeProvider _time;
    private readonly Alarm _alarm;
    private bool _broke;

    /// <summary>A book that has not been looked up.</summary>
    public AddressBook(AgentOptions options, INameResolver resolver, TimeProvider time, ILogger<AddressBook> logger)
    {
        _time = time;
        _alarm = new Alarm(time);
        _sources = [.. options.Aggregators.Select(address => new AddressSource(address, options.AggregatorName, resolver, time, logger))];
        _looks = [.. _sources.Select(_ => Task.CompletedTask)];
        _due = new bool[_sources.Length];
    }

    /// <summary>A stream has ended: looks again at once, but never without a pause.</summary>
    public void StreamBroke()
    {
        Volatile.Write(ref _broke, true);
        _alarm.Ring();
    }

    /// <summary>Tells the replicas after each look, until told to stop.</summary>
    public async Task WatchAsync(Action<IReadOnlySet<AggregatorEndpoint>> tell, CancellationToken stopping)
    {
        while (!stopping.IsCancellationRequested)
        {
            var looked = _time.GetTimestamp();
            if (Interlocked.Exchange(ref _broke, false))
            {
                Array.Fill(_due, true);
            }

            await Task.WhenAll(Enumerable.Range(0, _sources.Length).Select(source => LookAsync(source, stopping)));
            tell(_sources.Length == 1 ? _sources[0].Endpoints : _sources.SelectMany(source => source.Endpoints).ToHashSet());
            await _alarm.WaitAsync(LookPeriod, stopping);

            // Replicas that end streams in a loop must not become a flood of name queries.
            if (MinPause - _time.GetElapsedTime(looked) is var pause && pause > TimeSpan.Zero)
            {
                await Task.Delay(pause, _time, stopping);
            }
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _alarm.Dispose();

    // One name server that does not answer must not keep the replicas of other addresses unknown: its look goes on, and is waited for no more.
    private async Task LookAsync(int source, CancellationToken stopping)
    {
        if (!_looks[source].IsCompleted)
        {
            return;
        }

#pragma warning disable VSTHRD003 // over by now: awaited for its defect, if it had one
        await _looks[source];
#pragma warning restore VSTHRD003
        var broke = _due[source];
        _due[source] = false; // not before a look begins: one that is under way began before the stream broke
        var look = _sources[source].LookAsync(broke, stopping);
        _looks[source] = look;
        try
        {
            await look.WaitAsync(LookPatience, _time, stopping);
        }
        catch (TimeoutException)
        {
            // Looked at again as soon as this look is over; what it led to stands.
        }
    }
}
